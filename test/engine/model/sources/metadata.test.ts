import { describe, expect, test } from 'vitest';
import { metadataSource } from '../../../../main/engine/model/sources/metadata.ts';

const input = { layout: 'NCHW', channels: 3, height: 224, width: 224 } as const;
const square = { height: 224, width: 224 };

function said(metadata: Record<string, string>) {
  return metadataSource(new Map(Object.entries(metadata)));
}

function prepared(metadata: Record<string, string>) {
  return said(metadata)?.preprocessing?.(input);
}

test('metadata that say nothing of it are no source', () => {
  expect(said({ author: 'me', license: 'AGPL-3.0' })).toBeNull();
});

test('Ultralytics: names as a Python dict, the size, and its way of preparing photos', () => {
  const metadata = {
    description: 'Ultralytics YOLO11n-cls model',
    author: 'Ultralytics',
    task: 'classify',
    batch: '1',
    imgsz: '[224, 224]',
    names: "{0: 'tench', 1: \"Chris' cat\", 2: 'hen'}",
  };
  const source = said(metadata);
  expect(source?.size).toEqual(square);
  expect(source?.labels).toEqual(
    new Map([
      [0, 'tench'],
      [1, "Chris' cat"],
      [2, 'hen'],
    ]),
  );
  expect(prepared(metadata)).toMatchObject({
    resize: { shortestEdge: 224 },
    crop: square,
    resample: 'bilinear',
    rescale: 1 / 255,
    mean: [0, 0, 0],
    std: [1, 1, 1],
  });
});

describe("ONNX's image metadata, as Custom Vision and Windows ML write it", () => {
  test.each([
    ['NominalRange_0_255', { rescale: 1, mean: [0, 0, 0], std: [1, 1, 1] }],
    ['Normalized_0_1', { rescale: 1 / 255, mean: [0, 0, 0], std: [1, 1, 1] }],
    ['Normalized_1_1', { rescale: 1 / 255, mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] }],
  ])('%s', (range, values) => {
    const metadata = { 'Image.BitmapPixelFormat': 'Bgr8', 'Image.NominalPixelRange': range };
    expect(prepared(metadata)).toMatchObject({ ...values, channelOrder: 'bgr' });
  });

  test('another value is named', () => {
    expect(() => said({ 'Image.NominalPixelRange': 'NominalRange_16_235' })).toThrow(
      /cannot be used: Image\.NominalPixelRange: 'NominalRange_16_235'/,
    );
  });
});

test.each([
  ['[0.485, 0.456, 0.406]', '[0.229, 0.224, 0.225]', 1 / 255],
  ['123.675,116.28,103.53', '58.395,57.12,57.375', 1],
])('mean %s and std %s', (mean, std, rescale) => {
  expect(prepared({ mean, std })).toMatchObject({ rescale, mean: expect.any(Array) as number[] });
  expect(prepared({ mean, std })?.mean[0]).toBe(Number(/[\d.]+/.exec(mean)?.[0]));
});

test("torchvision's weights and transforms by their text", () => {
  expect(prepared({ weights: 'ResNet50_Weights.IMAGENET1K_V2' })).toMatchObject({
    resize: { shortestEdge: 232 },
    resample: 'bilinear',
  });
  const preprocessing =
    'ImageClassification(\n    crop_size=[224]\n    resize_size=[256]\n    mean=[0.485, 0.456, 0.406]\n    std=[0.229, 0.224, 0.225]\n    interpolation=InterpolationMode.BICUBIC\n)';
  expect(prepared({ preprocessing })).toMatchObject({
    resize: { shortestEdge: 256 },
    crop: square,
    resample: 'bicubic',
    mean: [0.485, 0.456, 0.406],
  });
});

test('a preprocessor_config.json inside the file, and names to numbers', () => {
  const config = {
    size: { shortest_edge: 240 },
    crop_size: 224,
    resample: 2,
    image_mean: 0.5,
    image_std: 0.5,
  };
  const metadata = { preprocessor_config: JSON.stringify(config), labels: '{"tench": 0, "hen": 1}' };
  expect(prepared(metadata)).toMatchObject({ resize: { shortestEdge: 240 }, mean: [0.5, 0.5, 0.5] });
  expect(said(metadata)?.labels).toEqual(
    new Map([
      [0, 'tench'],
      [1, 'hen'],
    ]),
  );
});
