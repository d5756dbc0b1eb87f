import { readFile } from 'node:fs/promises';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { Transformer } from '@napi-rs/image';
import { WorkbenchError } from '../../../shared/errors.ts';
import { bareAvif } from './avifBytes.ts';
import { opaqueGif } from './gifBytes.ts';
import { readImageHeader, type ImageFormat, type ImageHeader } from './imageHeader.ts';
import { bareJpeg } from './jpegBytes.ts';
import { orient } from './orient.ts';
import type { Raster } from './raster.ts';
import { opaqueRgba } from './rgba.ts';
import { unreadable } from './unreadable.ts';

/** Photos beyond this are refused before decoding: 400 MB of pixels, about Pillow's own warning limit. */
export const PIXEL_LIMIT = 100_000_000;

/**
 * Decodes a photo to upright, opaque RGBA. The samples are those Pillow gives after
 * `ImageOps.exif_transpose` and `convert('RGB')`: no colour management, alpha dropped.
 *
 * @throws WorkbenchError `image-unreadable` naming the file, what is wrong with it and what to do.
 */
export async function decodeImage(file: string): Promise<Raster> {
  return decodeImageBytes(await readImageFile(file), file);
}

/** @throws WorkbenchError `image-unreadable` */
export async function readImageFile(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    throw unreadable(file, `the file cannot be opened (${reason})`, 'Check that it exists and may be read.');
  }
}

/** {@link decodeImage} for bytes already read; `name` stands in error messages. */
export async function decodeImageBytes(bytes: Uint8Array, name: string): Promise<Raster> {
  const header = readImageHeader(bytes, name);
  if (header.width * header.height > PIXEL_LIMIT) {
    const size = `${header.width} × ${header.height} pixels are more than the ${PIXEL_LIMIT / 1e6} million allowed`;
    throw unreadable(name, size, 'Scale it down first.');
  }
  try {
    return await DECODERS[header.format](bytes, header, name);
  } catch (error) {
    if (error instanceof WorkbenchError) throw error;
    const reason = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    throw unreadable(name, `the ${header.format.toUpperCase()} data is damaged (${reason})`, REMEDY, error);
  }
}

const REMEDY = 'Copy or export the file again.';

type Decoder = (bytes: Uint8Array, header: ImageHeader, name: string) => Promise<Raster>;

/** Per format the decoder whose samples equal Pillow's; test/engine/images/decode.test.ts holds them to it. */
const DECODERS: Readonly<Record<ImageFormat, Decoder>> = {
  jpg: async (bytes, header, name) =>
    orient(await throughCanvas(whole(bareJpeg(bytes), name)), header.orientation),
  gif: (bytes, _header, name) => throughCanvas(whole(opaqueGif(bytes), name)),
  // An AVIF states its orientation in its own boxes, which the decoder applies.
  avif: (bytes) => throughCanvas(bareAvif(bytes)),
  png: throughSamples,
  webp: throughSamples,
  bmp: throughSamples,
};

function whole(bytes: Uint8Array | null, name: string): Uint8Array {
  if (bytes === null) throw unreadable(name, 'the file is cut short', REMEDY);
  return bytes;
}

async function throughCanvas(bytes: Uint8Array): Promise<Raster> {
  const image = await loadImage(bytes);
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data, width, height } = context.getImageData(0, 0, image.width, image.height);
  for (let i = 3; i < data.length; i += 4) data[i] = 255;
  return { width, height, data };
}

async function throughSamples(bytes: Uint8Array, header: ImageHeader): Promise<Raster> {
  const transformer = new Transformer(bytes);
  const { colorType, width, height } = await transformer.metadata();
  const data = opaqueRgba(await transformer.rawPixels(), colorType, width * height);
  if (data === null) throw new Error('pixel layout not supported');
  return orient({ width, height, data }, header.orientation);
}
