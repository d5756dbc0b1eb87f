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

/** The pixel under each output pixel's centre: floor((i + 0.5) * source / target). */
function nearest(source: Raster, width: number, height: number): Raster {
  const from = new Uint32Array(source.data.slice().buffer);
  const to = new Uint32Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = Math.floor(((y + 0.5) * source.height) / height) * source.width;
    for (let x = 0; x < width; x++) {
      to[y * width + x] = from[row + Math.floor(((x + 0.5) * source.width) / width)]!;
    }
  }
  return { width, height, data: new Uint8Array(to.buffer) };
}
