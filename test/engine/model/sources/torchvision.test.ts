import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  fileNameSource,
  presetOfWeights,
  torchvisionPreset,
} from '../../../../main/engine/model/sources/torchvision.ts';
import { torchvisionPresets } from '../../../../main/engine/model/sources/torchvisionPresets.ts';

interface Facts {
  readonly resize: number;
  readonly crop: number;
  readonly interpolation: string;
  readonly mean: number[];
  readonly std: number[];
}

const facts = JSON.parse(readFileSync('test/fixtures/torchvision/presets.json', 'utf8')) as Record<
  string,
  Facts
>;

test.each(Object.entries(facts))('%s is prepared as torchvision says', (weights, wanted) => {
  const name = presetOfWeights(weights) ?? '';
  const { crop, resize, interpolation, mean, std } = wanted;
  const size = { height: crop, width: crop };
  const input = { layout: 'NCHW', channels: 3, ...size } as const;
  expect(torchvisionPreset(name).preprocessing?.(input)).toMatchObject({
    resize: { shortestEdge: resize },
    crop: size,
    resample: interpolation,
    rescale: 1 / 255,
    mean,
    std,
  });
});

test('there is no preset besides', () => {
  expect(new Set(Object.keys(facts).map(presetOfWeights))).toEqual(new Set(torchvisionPresets.keys()));
});

describe("a file's name", () => {
  const named = (name: string) => fileNameSource({ file: `/m/${name}.onnx`, folder: '/m', name });
  test.each([
    ['resnet50', 'resnet50'],
    ['ResNet50', 'resnet50'],
    ['resnet50_v2', 'resnet50_v2'],
    ['resnet50-imagenet1k-v2', 'resnet50_v2'],
    ['mobilenet_v2', 'mobilenet_v2'],
    ['vgg16-imagenet1k-v1', 'vgg16'],
  ])('%s is a guess at %s', (name, preset) => {
    expect(named(name)).toMatchObject({
      name: `torchvision's preset for ${preset}, by the file's name`,
      guessed: true,
    });
  });

  test.each(['resnet50.a1_in1k', 'resnet50-v1-7', 'my-resnet50', 'resnet50_finetuned', 'model'])(
    '%s tells nothing',
    (name) => {
      expect(named(name)).toBeNull();
    },
  );
});
