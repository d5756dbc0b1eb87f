import { WorkbenchError } from '../../../shared/errors.ts';

/** A rectangle around an object; the right and bottom edges are not part of it. */
export interface AnnotatedBox {
  /** What the annotation calls the object. */
  readonly name: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The ground truth of one photo, in pixels of the upright photo. */
export interface AnnotatedImage {
  /** File name of the photo; null where the annotation does not say. */
  readonly file: string | null;
  /** Size of the photo that was annotated; null where the annotation does not say. */
  readonly size: { readonly width: number; readonly height: number } | null;
  readonly boxes: readonly AnnotatedBox[];
}

/** @param why the reason, without a full stop */
export function unreadableBoxes(path: string, why: string): WorkbenchError {
  return new WorkbenchError(
    'input-invalid',
    `Boxes cannot be read from ${path}: ${why}. Give a COCO .json file, a Pascal VOC .xml file, or a folder of those.`,
  );
}
