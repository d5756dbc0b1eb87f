import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { decodeImage } from '../../../../main/engine/images/decode.ts';
import { modelView, preprocess } from '../../../../main/engine/images/preprocess.ts';
import { metadataSource } from '../../../../main/engine/model/sources/metadata.ts';
import { readRecipeFile } from '../../../../main/engine/model/sources/recipeFile.ts';
import { isTimmConfig, timmConfigOf } from '../../../../main/engine/model/sources/timm.ts';
import { levelDifference, rgbOf } from '../../../support/pixels.ts';

/** config.json of timm/efficientnet_b0.ra_in1k, as the hub holds it. */
const EFFICIENTNET = {
  architecture: 'efficientnet_b0',
  num_classes: 1000,
  num_features: 1280,
  pretrained_cfg: {
    tag: 'ra_in1k',
    custom_load: false,
    input_size: [3, 224, 224],
    fixed_input_size: false,
    interpolation: 'bicubic',
    crop_pct: 0.875,
    crop_mode: 'center',
    mean: [0.485, 0.456, 0.406],
    std: [0.229, 0.224, 0.225],
    num_classes: 1000,
    pool_size: [7, 7],
    first_conv: 'conv_stem',
    classifier: 'classifier',
  },
};

const input = { layout: 'NCHW', channels: 3, height: 224, width: 224 } as const;
const square = { height: 224, width: 224 };

/** The same configuration with some of its preprocessing replaced. */
function varied(change: object, root: object = {}) {
  return timmConfigOf(
    { ...EFFICIENTNET, ...root, pretrained_cfg: { ...EFFICIENTNET.pretrained_cfg, ...change } },
    'config.json',
  );
}

test('a configuration of the hub is read', () => {
  const source = varied({});
  expect(source).toMatchObject({ name: 'config.json (timm, efficientnet_b0)', size: square });
  expect(source.preprocessing?.(input)).toEqual({
    resize: { shortestEdge: 256 },
    crop: square,
    cropRounding: 'even',
    fill: 'black',
    resample: 'bicubic',
    rescale: 1 / 255,
    mean: [0.485, 0.456, 0.406],
    std: [0.229, 0.224, 0.225],
    channelOrder: 'rgb',
    source: 'config.json (timm, efficientnet_b0)',
  });
});

/** config.json of the hub before it had `pretrained_cfg`: the same fields beside each other. */
const FLAT = {
  architecture: 'resnet50',
  num_classes: 1000,
  input_size: [3, 224, 224],
  pool_size: [7, 7],
  crop_pct: 0.95,
  interpolation: 'bilinear',
  mean: [0.1, 0.2, 0.3],
  std: [0.4, 0.5, 0.6],
  first_conv: 'conv1',
  classifier: 'fc',
};
const flatRecipe = {
  resize: { shortestEdge: 235 },
  resample: 'bilinear',
  mean: [0.1, 0.2, 0.3],
  std: [0.4, 0.5, 0.6],
};

test('an older configuration is read, whose fields lie beside each other', () => {
  expect(isTimmConfig(FLAT)).toBe(true);
  const source = timmConfigOf(FLAT, 'config.json');
  expect(source).toMatchObject({ name: 'config.json (timm, resnet50)', size: square });
  expect(source.preprocessing?.(input)).toMatchObject(flatRecipe);
  expect(isTimmConfig({ mean: [0.5], std: [0.5], rescale: 1 })).toBe(false);
  expect(isTimmConfig({ image_mean: [0.5], image_std: [0.5], crop_pct: 0.9 })).toBe(false);
});

test('it is told from a recipe in our own fields, and found in metadata', () => {
  const bare = { ...FLAT, architecture: undefined };
  expect(readRecipeFile(JSON.stringify(bare), 'mine.json')).toMatchObject({ name: 'mine.json (timm)' });
  const found = metadataSource(new Map([['pretrained_cfg', JSON.stringify(bare)]]));
  expect(found?.name).toBe("the model's metadata ('pretrained_cfg') (timm)");
  expect(found?.preprocessing?.(input)).toMatchObject(flatRecipe);
});

describe('crop modes', () => {
  test.each([
    ['squash', { crop_mode: 'squash', crop_pct: 1 }, square, 'black'],
    ['squash with a crop', { crop_mode: 'squash', crop_pct: 0.9 }, { height: 248, width: 248 }, 'black'],
    ['border', { crop_mode: 'border', crop_pct: 1 }, { longestEdge: 224 }, 'mean'],
    ['center', { crop_mode: 'center', crop_pct: 0.95 }, { shortestEdge: 235 }, 'black'],
    ['none said', { crop_mode: null, crop_pct: 0.9 }, { shortestEdge: 248 }, 'black'],
  ])('%s', (_, change, resize, fill) => {
    expect(varied(change).preprocessing?.(input)).toMatchObject({ resize, fill, crop: square });
  });

  test('the size and share for testing go before those of training', () => {
    const tested = { test_input_size: [3, 288, 288], test_crop_pct: 1 };
    const source = varied(tested);
    expect(source.size).toEqual({ height: 288, width: 288 });
    expect(source.preprocessing?.({ ...input, height: 288, width: 288 })).toMatchObject({
      resize: { shortestEdge: 288 },
    });
  });
});

describe("against timm's own transform", () => {
  test.each([
    ['center', 0.95],
    ['squash', 0.9],
    ['border', 1],
  ] as const)('%s', async (mode, share) => {
    const small = { layout: 'NHWC', channels: 3, height: 96, width: 96 } as const;
    const recipe = varied({ crop_mode: mode, crop_pct: share }).preprocessing?.(small);
    if (!recipe) throw new Error('no preprocessing');
    const { tensor } = await preprocess(await decodeImage('models/samples/chelsea.png'), recipe, small);
    const levels = modelView(tensor, recipe, small).data;
    const expected = inflateSync(readFileSync(`test/fixtures/timm/${mode}.z`));
    const { mean, p999 } = levelDifference(rgbOf(levels), expected);
    expect(mean).toBeLessThanOrEqual(0.5);
    expect(p999).toBeLessThanOrEqual(4);
  });
});

test('class names are the descriptions of their WordNet ids', () => {
  const names = {
    label_names: ['n01440764', 'n01443537'],
    label_descriptions: { n01440764: 'tench, Tinca tinca' },
  };
  expect(varied({}, names).labels).toEqual(['tench, Tinca tinca', 'n01443537']);
});

test('a broken field is named with its file', () => {
  expect(() => varied({ mean: 'grey' })).toThrow(
    /^config\.json cannot be used: pretrained_cfg\.mean: .*Correct or remove it\.$/,
  );
  expect(() => varied({ mean: [0.5, 0.5] }).preprocessing?.(input)).toThrow(/mean has 2 entries.*3 channels/);
});
