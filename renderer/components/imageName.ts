import type { ImageFailure } from '../../shared/failures.ts';

/** The name of a photo in its folder. @param image its id: folder and relative path */
export function imageName(image: string): string {
  return image.slice(image.indexOf('/') + 1);
}

/** Why a photo could not be read, under its name. */
export function namedFailure({ image, reason }: ImageFailure): { name: string; reason: string } {
  return { name: imageName(image), reason };
}
