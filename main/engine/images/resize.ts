import { FastResizeFilter, ResizeFit, Transformer } from '@napi-rs/image';
import type { Preprocessing } from '../../../shared/modelCard.ts';
import type { Raster } from './raster.ts';

export type ResampleFilter = Preprocessing['resample'];

const CONVOLUTIONS: Readonly<Record<Exclude<ResampleFilter, 'nearest'>, FastResizeFilter>> = {
  box: FastResizeFilter.Box,
  bilinear: FastResizeFilter.Bilinear,
  hamming: FastResizeFilter.Hamming,
  bicubic: FastResizeFilter.CatmullRom,
  lanczos: FastResizeFilter.Lanczos3,
};

/**
 * Resizes with antialiasing, as Pillow's `Image.resize` does: the filter's support grows with the
 * reduction, and the result is rounded to 8 bits after each axis.
 *
 * The library would pick the order of the axes itself; one call per axis, width first, is Pillow's
 * order and keeps the two within a rounding of each other.
 */
export async function resizeRaster(
  source: Raster,
  width: number,
  height: number,
  filter: ResampleFilter,
): Promise<Raster> {
  if (filter === 'nearest') return nearest(source, width, height);
  const narrowed = await convolve(source, width, source.height, filter);
  return convolve(narrowed, width, height, filter);
}

async function convolve(
  source: Raster,
  width: number,
  height: number,
  filter: Exclude<ResampleFilter, 'nearest'>,
): Promise<Raster> {
  if (source.width === width && source.height === height) return source;
  const transformer = Transformer.fromRgbaPixels(source.data, source.width, source.height);
  transformer.fastResize({ width, height, filter: CONVOLUTIONS[filter], fit: ResizeFit.Fill });
  return { width, height, data: await transformer.rawPixels() };
}

/** The pixel under each output pixel's centre. */
function nearest(source: Raster, width: number, height: number): Raster {
  const from = new Uint32Array(source.data.slice().buffer);
  const to = new Uint32Array(width * height);
  const columns = nearestIndices(source.width, width);
  const rows = nearestIndices(source.height, height);
  for (let y = 0; y < height; y++) {
    const row = rows[y]! * source.width;
    for (let x = 0; x < width; x++) to[y * width + x] = from[row + columns[x]!]!;
  }
  return { width, height, data: new Uint8Array(to.buffer) };
}

/** floor((i + 0.5) * source / target), summed up step by step so that ties fall as they do in Pillow. */
function nearestIndices(source: number, target: number): Int32Array {
  const step = source / target;
  let at = step * 0.5;
  return Int32Array.from({ length: target }, () => {
    const index = Math.min(source - 1, Math.floor(at));
    at += step;
    return index;
  });
}
