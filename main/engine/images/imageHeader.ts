import ExifReader from 'exifreader';
import { imageSize } from 'image-size';
import { unreadable } from './unreadable.ts';

export const IMAGE_FORMATS = ['jpg', 'png', 'webp', 'gif', 'avif', 'bmp'] as const;
export type ImageFormat = (typeof IMAGE_FORMATS)[number];

/** What a file says of itself before any pixel is decoded; width and height as stored, before orientation. */
export interface ImageHeader {
  readonly format: ImageFormat;
  readonly width: number;
  readonly height: number;
  /** EXIF orientation 1-8; 1 where the file states none. */
  readonly orientation: number;
}

/** @throws WorkbenchError `image-unreadable` where the bytes are no image of a known format. */
export function readImageHeader(bytes: Uint8Array, name: string): ImageHeader {
  if (bytes.length === 0) throw unreadable(name, 'the file is empty', 'Copy or download it again.');
  const size = sizeOf(bytes);
  const format = IMAGE_FORMATS.find((known) => known === size?.type);
  if (size === null || format === undefined) {
    const found = size?.type ? `${size.type.toUpperCase()} is not supported` : 'the file is not an image';
    throw unreadable(name, found, 'Open a JPEG, PNG, WebP, GIF, AVIF or BMP file.');
  }
  if (!(size.width > 0 && size.height > 0)) throw unreadable(name, 'it has no pixels', 'Export it again.');
  return { format, width: size.width, height: size.height, orientation: orientationOf(bytes) };
}

function sizeOf(bytes: Uint8Array): { type?: string | undefined; width: number; height: number } | null {
  try {
    return imageSize(bytes);
  } catch {
    return null;
  }
}

function orientationOf(bytes: Uint8Array): number {
  try {
    const copy = bytes.slice().buffer;
    const tags: { Orientation?: { value: unknown } } = ExifReader.load(copy, {
      includeTags: { exif: ['Orientation'] },
    });
    const value = tags.Orientation?.value;
    return typeof value === 'number' && value >= 1 && value <= 8 ? value : 1;
  } catch {
    // The reader throws where a format carries no metadata at all, such as BMP.
    return 1;
  }
}
