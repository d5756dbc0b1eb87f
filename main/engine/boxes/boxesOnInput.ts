import { WorkbenchError } from '../../../shared/errors.ts';
import type { Placement } from '../../../shared/result.ts';
import type { ImageInput } from '../classifier.ts';
import { isNameOf } from '../classNames.ts';
import type { Box } from '../metrics/metric.ts';
import type { AnnotatedImage } from './annotation.ts';

/**
 * The boxes of one class, carried through resize and crop onto the model's input. An object belongs to a class when the
 * annotation calls it by the class's label, by one of the names in it, or by its index.
 * @param placement where the input lies on the photo; null for a tensor, whose boxes are in its own pixels
 * @throws WorkbenchError 'input-invalid' where the annotation was made on a photo of another size
 */
export function boxesOnInput(
  { boxes, size }: AnnotatedImage,
  placement: Placement | null,
  input: Pick<ImageInput, 'width' | 'height'>,
  classIndex: number,
  label: string,
): Box[] {
  const photo = placement?.photo ?? input;
  if (size && (size.width !== photo.width || size.height !== photo.height)) {
    const [annotated, actual] = [size, photo].map(({ width, height }) => `${width} × ${height}`);
    throw new WorkbenchError(
      'input-invalid',
      `The boxes were drawn on a photo of ${annotated} pixels, but this one has ${actual} (upright). Give the boxes of this photo.`,
    );
  }
  const seen = placement?.seen ?? { x: 0, y: 0, width: input.width, height: input.height };
  const across = (x: number) => ((x - seen.x) * input.width) / seen.width;
  const down = (y: number) => ((y - seen.y) * input.height) / seen.height;
  return boxes
    .filter(({ name }) => isNameOf(name, classIndex, label))
    .map(({ left, top, right, bottom }) => ({
      left: across(left),
      top: down(top),
      right: across(right),
      bottom: down(bottom),
    }));
}
