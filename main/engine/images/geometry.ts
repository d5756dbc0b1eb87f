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
 * Where a centre crop begins on the resized photo; negative where it is larger than the photo. `down` is
 * floor((size - crop) / 2), as Hugging Face's `center_crop` does. `even` is torchvision's and timm's: half pixels go to
 * the even side in a crop, and after the photo in a padding.
 */
export function cropStart(size: number, crop: number, rounding: Preprocessing['cropRounding']): number {
  const middle = (size - crop) / 2;
  const start =
    rounding === 'even' ? (middle < 0 ? Math.ceil(middle) : halfToEven(middle)) : Math.floor(middle);
  // -0 would print as "-0" in a placement.
  return start === 0 ? 0 : start;
}

function halfToEven(value: number): number {
  const down = Math.floor(value);
  return value - down === 0.5 ? down + (down % 2) : Math.round(value);
}
