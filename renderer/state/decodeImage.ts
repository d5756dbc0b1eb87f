import type { EncodedImage } from '../../shared/api.ts';

/** An image as the engine sends it, ready to be drawn. */
export function decodeImage({ data, mime }: EncodedImage): Promise<ImageBitmap> {
  return createImageBitmap(new Blob([data.slice()], { type: mime }));
}
