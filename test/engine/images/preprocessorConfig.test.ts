import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { InputShape } from '../../../main/engine/images/preprocess.ts';
import { RESIZES, withResizeMode } from '../../../renderer/state/recipe.ts';
import { preprocessingSchema, type Preprocessing } from '../../../shared/modelCard.ts';
import { defaultPreprocessing } from '../../../main/engine/images/defaultPreprocessing.ts';
import {
  configuredSize,
  readPreprocessorConfig,
  writePreprocessorConfig,
} from '../../../main/engine/images/preprocessorConfig.ts';

const input: InputShape = { layout: 'NCHW', channels: 3, height: 224, width: 224 };
const square = { height: 224, width: 224 };

describe('preprocessor_config.json', () => {
  test('of the bundled model', () => {
    const json: unknown = JSON.parse(
      readFileSync('models/efficientnet-lite0/preprocessor_config.json', 'utf8'),
    );
    expect(readPreprocessorConfig(json, input)).toEqual({
      resize: { shortestEdge: 256 },
      resample: 'bicubic',
      crop: square,
      fill: 'black',
      rescale: 0.00392156862745098,
      mean: new Array<number>(3).fill(0.4980392156862745),
      std: new Array<number>(3).fill(0.5019607843137255),
      channelOrder: 'rgb',
      source: 'preprocessor_config.json',
    });
  });

  test.each([
    ['a number is the shortest edge', { size: 256, crop_size: 224 }, { shortestEdge: 256 }, square],
    [
      "the transformers' number is a square",
      { size: 224, image_processor_type: 'ViTImageProcessor' },
      square,
      null,
    ],
    ['a rectangle', { size: square }, square, null],
    [
      'shortest edge without a crop gets the centre',
      { size: { shortest_edge: 224 } },
      { shortestEdge: 224 },
      square,
    ],
    ["ConvNeXT's crop_pct", { size: { shortest_edge: 224 }, crop_pct: 0.875 }, { shortestEdge: 256 }, square],
    ['no resize', { do_resize: false, do_center_crop: true, crop_size: square }, null, square],
    ['height and width as a list', { size: [224, 224] }, square, null],
    ['the longest edge', { size: { longest_edge: 224 } }, { longestEdge: 224 }, square],
    ['a size that is null', { size: null, crop_size: [224, 224] }, null, square],
    ['a resize that is null', { do_resize: null, size: 256, crop_size: square }, null, square],
    ['crop switched off', { size: square, do_center_crop: false, crop_size: 200 }, square, null],
  ])('%s', (_, json, resize, crop) => {
    expect(readPreprocessorConfig(json, input)).toMatchObject({ resize, crop });
  });

  test.each([
    [0, 'nearest'],
    [1, 'lanczos'],
    [2, 'bilinear'],
    [3, 'bicubic'],
    [4, 'box'],
    [5, 'hamming'],
  ])('resample %d is %s', (resample, name) => {
    expect(readPreprocessorConfig({ size: square, resample }, input).resample).toBe(name);
  });

  test('flags switch steps off', () => {
    const json = { size: square, do_rescale: false, do_normalize: false, do_flip_channel_order: true };
    expect(readPreprocessorConfig(json, input)).toMatchObject({
      rescale: 1,
      mean: [0, 0, 0],
      std: [1, 1, 1],
      channelOrder: 'bgr',
    });
  });

  test('steps that are null are not taken, other fields that are null are as usual', () => {
    const json = { size: square, resample: null, do_rescale: null, do_normalize: null, rescale_factor: null };
    expect(readPreprocessorConfig(json, input)).toMatchObject({
      resample: 'bilinear',
      rescale: 1,
      mean: [0, 0, 0],
      std: [1, 1, 1],
    });
  });

  test('an alpha channel', () => {
    const json = { size: square, image_mean: [0.5, 0.5, 0.5, 0], image_std: [0.5, 0.5, 0.5, 1] };
    expect(readPreprocessorConfig(json, { ...input, channels: 4 })).toMatchObject({ channelOrder: 'rgba' });
  });

  test("EfficientNet's offset and second division", () => {
    const json = {
      size: square,
      rescale_factor: 1 / 127.5,
      rescale_offset: true,
      include_top: true,
      image_mean: [0, 0, 0],
      image_std: [0.5, 0.5, 0.5],
    };
    expect(readPreprocessorConfig(json, input)).toMatchObject({ mean: [1, 1, 1], std: [0.25, 0.25, 0.25] });
  });

  test.each([
    ['a wrong type', { size: 'large' }, /size/],
    ['a size that is not the model’s', { size: { height: 256, width: 256 } }, /256 × 256.*224 × 224/],
    ['a mean of other length', { size: square, image_mean: [0.5, 0.5] }, /2 entries.*3 channels/],
    ['no object', 7, /preprocessor_config\.json cannot be used/],
  ])('refuses %s', (_, json, message) => {
    expect(() => readPreprocessorConfig(json, input)).toThrow(message);
    expect(() => readPreprocessorConfig(json, input)).toThrow(
      expect.objectContaining({ code: 'model-unsupported' }),
    );
  });
});

test.each([
  [{ size: 256, crop_size: 224 }, square],
  [{ size: { shortest_edge: 288 } }, { height: 288, width: 288 }],
  [{ size: { height: 96, width: 128 } }, { height: 96, width: 128 }],
  [{ size: { longest_edge: 288 } }, { height: 288, width: 288 }],
  [{ do_resize: false }, undefined],
])('the size that %j means for an open input is %j', (json, size) => {
  expect(configuredSize(json)).toEqual(size);
});

test('defaults say what they are', () => {
  const defaults = defaultPreprocessing(input);
  expect(defaults).toMatchObject({ resize: { shortestEdge: 256 }, crop: square, resample: 'bicubic' });
  expect(defaults.source).toContain('defaults');
  expect(defaultPreprocessing({ ...input, channels: 1 })).toMatchObject({
    channelOrder: 'grey',
    mean: [0.5],
  });
});

test.each([
  { size: { shortest_edge: 256 }, crop_size: square, resample: 3 },
  { size: square, do_flip_channel_order: true, rescale_factor: 1 / 127.5, rescale_offset: true },
  { do_resize: false, crop_size: square, image_mean: [0, 0.1, 0.2], image_std: [1, 2, 3] },
])('what was read from %j is written so that it is read again', (json) => {
  const read = readPreprocessorConfig(json, input);
  expect(readPreprocessorConfig(writePreprocessorConfig(read), input)).toEqual(read);
});

const ORDERS = { 1: ['grey'], 3: ['rgb', 'bgr'], 4: ['rgba', 'bgra'] } as const;
const RESAMPLES = preprocessingSchema.shape.resample.options;

describe.each([1, 3, 4] as const)('every recipe that the window makes for %d channels', (channels) => {
  const shape = { ...input, channels };
  const usual = defaultPreprocessing(shape);
  test.each(RESIZES.flatMap((mode) => ORDERS[channels].map((order) => [mode, order] as const)))(
    'resized by %s, %s: what is written is read again',
    (mode, channelOrder) => {
      for (const [index, resample] of RESAMPLES.entries()) {
        const recipe: Preprocessing = {
          ...usual,
          ...withResizeMode(usual, mode, square),
          resample,
          rescale: index % 2 === 0 ? 1 : 1 / 255,
          mean: usual.mean.map((_, channel) => 0.1 * (channel + 1)),
          channelOrder,
        };
        const read = readPreprocessorConfig(writePreprocessorConfig(recipe), shape);
        expect(read).toEqual({ ...recipe, source: 'preprocessor_config.json' });
      }
    },
  );
});
