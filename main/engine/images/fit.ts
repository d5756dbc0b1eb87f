import type { Raster } from './raster.ts';
import { resizeRaster } from './resize.ts';

/** Scales a photo down so that its longer side is at most `longest` pixels; a smaller photo stays as it is. */
export async function fitRaster(photo: Raster, longest: number): Promise<Raster> {
  const scale = longest / Math.max(photo.width, photo.height);
  if (scale >= 1) return photo;
  const width = Math.max(1, Math.round(photo.width * scale));
  const height = Math.max(1, Math.round(photo.height * scale));
  return resizeRaster(photo, width, height, 'bilinear');
}
