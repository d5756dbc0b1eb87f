import type { Preprocessing } from '../../../shared/modelCard.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Size after the resize. For a shortest edge s the longer side is floor(s * long / short), as
 * Hugging Face's image processors and torchvision round it.
 */
export function resizedSize(photo: Size, resize: Preprocessing['resize']): Size {
  if (resize === null) return photo;
  if ('longestEdge' in resize) {
    // timm rounds here, where the others cut off.
    const scale = resize.longestEdge / Math.max(photo.width, photo.height);
    const scaled = (side: number) => Math.max(1, Math.round(side * scale));
    return { width: scaled(photo.width), height: scaled(photo.height) };
  }
  if (!('shortestEdge' in resize)) return resize;
  const edge = resize.shortestEdge;
  if (photo.width <= photo.height) {
    return { width: edge, height: Math.floor((edge * photo.height) / photo.width) };
  }
  return { width: Math.floor((edge * photo.width) / photo.height), height: edge };
}

/**
 * Where a centre crop begins on the resized photo: floor((size - crop) / 2), and when the crop is
 * larger than the photo the (negative) start that leaves ceil of the padding before it, as Hugging
 * Face's `center_crop` does.
 */
export function cropStart(size: number, crop: number): number {
  const start = Math.floor((size - crop) / 2);
  // -0 would print as "-0" in a placement.
  return start === 0 ? 0 : start;
}
