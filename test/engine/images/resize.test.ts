import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decodeImage } from '../../../main/engine/images/decode.ts';
import { resizeRaster, type ResampleFilter } from '../../../main/engine/images/resize.ts';
import { levelDifference, rgbOf } from '../../support/pixels.ts';

const FILTERS: ResampleFilter[] = ['nearest', 'box', 'bilinear', 'hamming', 'bicubic', 'lanczos'];
const SIZES = [
  [31, 20],
  [75, 50],
  [48, 11],
] as const;

describe.each(FILTERS)('%s', (filter) => {
  test.each(SIZES)("to %d × %d as Pillow's", async (width, height) => {
    const source = await decodeImage('test/fixtures/decode/resize.png');
    const resized = await resizeRaster(source, width, height, filter);
    expect([resized.width, resized.height]).toEqual([width, height]);
    const expected = readFileSync(`test/fixtures/decode/resize.${filter}.${width}x${height}.rgb`);
    const { mean, p999 } = levelDifference(rgbOf(resized.data), expected);
    expect(mean).toBeLessThanOrEqual(0.5);
    expect(p999).toBeLessThanOrEqual(4);
  });
});
