import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { decodeImage } from '../../../main/engine/images/decode.ts';
import { modelView, preprocess, type InputShape } from '../../../main/engine/images/preprocess.ts';
import type { Raster } from '../../../main/engine/images/raster.ts';
import type { Preprocessing } from '../../../shared/modelCard.ts';
import { levelDifference, rgbOf } from '../../support/pixels.ts';

const input: InputShape = { layout: 'NCHW', channels: 3, height: 224, width: 224 };
const steps: Preprocessing = {
  resize: { shortestEdge: 256 },
  resample: 'bicubic',
  crop: { height: 224, width: 224 },
  fill: 'black',
  rescale: 1 / 255,
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
  channelOrder: 'rgb',
  source: 'test',
};

function solid(
  width: number,
  height: number,
  color: (x: number, y: number) => [number, number, number],
): Raster {
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) data.set([...color(x, y), 255], (y * width + x) * 4);
  return { width, height, data };
}

describe("against Pillow's antialiased resize and centre crop", () => {
  const fixtures = 'test/fixtures/preprocess';
  const samples = 'models/samples';
  test.each([
    [samples, 'astronaut.png', 'bicubic'],
    [samples, 'chelsea.png', 'bicubic'],
    [samples, 'coffee.png', 'bicubic'],
    [samples, 'rocket.jpg', 'bicubic'],
    [fixtures, 'portrait.jpg', 'bicubic'],
    [fixtures, 'rotated.jpg', 'bicubic'],
    [samples, 'chelsea.png', 'bilinear'],
    [samples, 'rocket.jpg', 'bilinear'],
    [fixtures, 'rotated.jpg', 'bilinear'],
  ] as const)('%s/%s %s', async (folder, name, resample) => {
    const expected = inflateSync(readFileSync(`${fixtures}/${name}.${resample}.z`));
    const raw = { ...steps, resample, rescale: 1, mean: [0, 0, 0], std: [1, 1, 1] };
    const { tensor } = await preprocess(await decodeImage(`${folder}/${name}`), raw, {
      ...input,
      layout: 'NHWC',
    });
    expect(tensor.length).toBe(expected.length);
    const { mean, p999 } = levelDifference(tensor, expected);
    expect(mean).toBeLessThanOrEqual(0.5);
    expect(p999).toBeLessThanOrEqual(4);
  });
});

describe('values and layouts', () => {
  const photo = solid(2, 2, (x, y) => [10 * x, 100 + y, 200]);
  const small: InputShape = { ...input, height: 2, width: 2 };
  const plain: Preprocessing = { ...steps, resize: null, crop: null };

  test('normalises per channel, NCHW', async () => {
    const { tensor } = await preprocess(photo, plain, small);
    expect(tensor[1]).toBeCloseTo((10 / 255 - 0.485) / 0.229, 6);
    expect(tensor[4 + 2]).toBeCloseTo((101 / 255 - 0.456) / 0.224, 6);
    expect(tensor[8]).toBeCloseTo((200 / 255 - 0.406) / 0.225, 6);
  });

  test('NHWC and bgr', async () => {
    const bgr: Preprocessing = { ...plain, channelOrder: 'bgr', rescale: 1, mean: [0, 0, 0], std: [1, 1, 1] };
    const { tensor } = await preprocess(photo, bgr, { ...small, layout: 'NHWC' });
    expect([...tensor.subarray(9, 12)]).toEqual([200, 101, 10]);
  });

  test("grey is Pillow's luma", async () => {
    const grey: Preprocessing = { ...plain, channelOrder: 'grey', rescale: 1, mean: [0], std: [1] };
    const { tensor } = await preprocess(photo, grey, { ...small, channels: 1 });
    expect(tensor[0]).toBe(Math.round(0.299 * 0 + 0.587 * 100 + 0.114 * 200));
  });

  test('refuses a size or channel count that does not fit', async () => {
    await expect(preprocess(photo, plain, input)).rejects.toThrow(/2 × 2 pixels.*224 × 224/);
    await expect(preprocess(photo, plain, { ...small, channels: 4 })).rejects.toMatchObject({
      code: 'input-invalid',
    });
  });

  test.each(['rgb', 'bgr'] as const)('the model view gives the pixels back: %s', async (channelOrder) => {
    for (const layout of ['NCHW', 'NHWC'] as const) {
      const shape = { ...small, layout };
      const { tensor } = await preprocess(photo, { ...plain, channelOrder }, shape);
      expect([...rgbOf(modelView(tensor, { ...plain, channelOrder }, shape).data)]).toEqual([
        ...rgbOf(photo.data),
      ]);
    }
  });
});

describe('four channels, ranges and fill', () => {
  const photo = solid(2, 2, (x, y) => [10 * x, 100 + y, 200]);
  const four: Preprocessing = {
    ...steps,
    resize: null,
    crop: null,
    channelOrder: 'bgra',
    rescale: 1,
    mean: [0, 0, 0, 0],
    std: [1, 1, 1, 1],
  };
  const shape: InputShape = { layout: 'NHWC', channels: 4, height: 2, width: 2 };

  test('alpha is 255, and the model view of it is the photo', async () => {
    for (const layout of ['NCHW', 'NHWC'] as const) {
      const { tensor } = await preprocess(photo, four, { ...shape, layout });
      if (layout === 'NHWC') expect([...tensor.subarray(4, 8)]).toEqual([200, 100, 10, 255]);
      expect([...modelView(tensor, four, { ...shape, layout }).data]).toEqual([...photo.data]);
    }
  });

  test('values from 0 to 1 come back as levels', async () => {
    const unit: Preprocessing = { ...four, rescale: 1 / 255 };
    const { tensor } = await preprocess(photo, unit, shape);
    expect(Math.max(...tensor)).toBe(1);
    expect([...modelView(tensor, unit, shape).data]).toEqual([...photo.data]);
  });

  test('beyond the photo stands black, or the mean so that the value is 0; alpha stays opaque', async () => {
    const wide: InputShape = { ...shape, width: 4 };
    const padded: Preprocessing = { ...four, crop: { height: 2, width: 4 }, mean: [60, 50, 40, 0] };
    const black = await preprocess(photo, padded, wide);
    expect([...black.tensor.subarray(0, 4)]).toEqual([-60, -50, -40, 255]);
    const mean = await preprocess(photo, { ...padded, fill: 'mean' }, wide);
    expect([...mean.tensor.subarray(0, 4)]).toEqual([0, 0, 0, 255]);
  });

  test('a longest edge keeps the whole photo', async () => {
    const tall: Preprocessing = { ...four, resize: { longestEdge: 8 }, crop: { height: 8, width: 8 } };
    const { placement } = await preprocess(
      solid(20, 10, () => [9, 9, 9]),
      tall,
      { ...shape, height: 8, width: 8 },
    );
    expect(placement.seen).toEqual({ x: 0, y: -5, width: 20, height: 20 });
  });
});

describe('placement', () => {
  test('of a landscape photo, in photo pixels', async () => {
    const { placement } = await preprocess(
      solid(512, 384, () => [9, 9, 9]),
      steps,
      input,
    );
    // 512 × 384 becomes 341 × 256; the crop starts at floor((341 - 224) / 2) = 58 and 16.
    expect(placement.photo).toEqual({ width: 512, height: 384 });
    expect(placement.seen.x).toBeCloseTo((58 * 512) / 341, 9);
    expect(placement.seen.y).toBeCloseTo(16 * 1.5, 9);
    expect(placement.seen.width).toBeCloseTo((224 * 512) / 341, 9);
    expect(placement.seen.height).toBeCloseTo(224 * 1.5, 9);
  });

  test('a spot on the photo lands where the placement says', async () => {
    const spot = solid(600, 300, (x, y) => (Math.hypot(x - 420, y - 90) < 12 ? [255, 255, 255] : [0, 0, 0]));
    const { tensor, placement } = await preprocess(spot, { ...steps, mean: [0], std: [1] }, input);
    const green = tensor.subarray(224 * 224, 2 * 224 * 224);
    let [total, sumX, sumY] = [0, 0, 0];
    green.forEach((value, i) => {
      total += value;
      sumX += value * ((i % 224) + 0.5);
      sumY += value * (Math.floor(i / 224) + 0.5);
    });
    const { seen } = placement;
    // Channel 0 and 2 have mean and std of their own; green falls back to 0 and 1.
    expect(seen.x + (sumX / total / 224) * seen.width).toBeCloseTo(420.5, 0);
    expect(seen.y + (sumY / total / 224) * seen.height).toBeCloseTo(90.5, 0);
  });

  test('a photo smaller than the crop is padded with black, ceil of the padding before it', async () => {
    const padded: Preprocessing = { ...steps, resize: null, rescale: 1, mean: [0, 0, 0], std: [1, 1, 1] };
    const photo = solid(201, 224, () => [50, 60, 70]);
    const { tensor, placement } = await preprocess(photo, padded, input);
    expect([...tensor.subarray(0, 14)]).toEqual([...new Array<number>(12).fill(0), 50, 50]);
    expect([...tensor.subarray(211, 215)]).toEqual([50, 50, 0, 0]);
    expect(placement.seen).toEqual({ x: -12, y: 0, width: 224, height: 224 });
  });
});
