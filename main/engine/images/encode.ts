import { Transformer } from '@napi-rs/image';
import type { EncodedImage } from '../../../shared/api.ts';
import type { Raster } from './raster.ts';

export type EncodedFormat = 'png' | 'jpeg' | 'webp';

/** Encodes pixels; `quality` (0-100) matters for JPEG and WebP only. */
export async function encodeRaster(raster: Raster, format: EncodedFormat, quality = 90): Promise<Uint8Array> {
  const transformer = Transformer.fromRgbaPixels(raster.data, raster.width, raster.height);
  if (format === 'png') return transformer.png();
  return format === 'jpeg' ? transformer.jpeg(quality) : transformer.webp(quality);
}

/** Pixels as the contract carries them. */
export async function encodedImage(
  raster: Raster,
  format: EncodedFormat,
  quality?: number,
): Promise<EncodedImage> {
  const data = await encodeRaster(raster, format, quality);
  // A copy of its own: a Buffer's memory may be shared, and not every transport keeps its type.
  return { mime: `image/${format}`, data: new Uint8Array(data), width: raster.width, height: raster.height };
}
