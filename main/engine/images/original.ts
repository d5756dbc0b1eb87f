import { createHash } from 'node:crypto';
import { decodeImageBytes, readImageFile } from './decode.ts';
import type { Raster } from './raster.ts';

/** A photo as it was on disk when it was read. */
export interface Original {
  /** Upright pixels. */
  readonly photo: Raster;
  /** Of the very bytes that the pixels were decoded from, in hexadecimal. */
  readonly sha256: string;
}

/** Reads a photo once, for its pixels and its hash. @throws WorkbenchError 'image-unreadable' */
export async function readOriginal(file: string): Promise<Original> {
  const bytes = await readImageFile(file);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { photo: await decodeImageBytes(bytes, file), sha256 };
}
