import type { Rectangle } from './drawStage.ts';
import type { ShownMap } from './shownMap.ts';
import type { Size } from './viewport.ts';

/**
 * The main finding of a map in a sentence, for who does not see it: where on the photo it is strongest and, of a signed one, where it
 * speaks most against the class.
 * @param seen part of the picture that the model saw
 * @param picture its size; both in pixels of the picture
 * @param photo the size that pixels are told in
 */
export function findingWords(
  { map, view }: Pick<ShownMap, 'map' | 'view'>,
  seen: Rectangle,
  picture: Size,
  photo: Size,
): string {
  const values = view.signed ? map.signed : map.relu;
  const at = (index: number) => {
    const x = (seen.x + ((0.5 + (index % map.width)) / map.width) * seen.width) / picture.width;
    const y = (seen.y + ((0.5 + Math.floor(index / map.width)) / map.height) * seen.height) / picture.height;
    const pixel = `x ${String(Math.floor(x * photo.width))}, y ${String(Math.floor(y * photo.height))}`;
    return `at ${pixel}, ${partOf(x, y)} of the photo`;
  };
  const [high, low] = [extreme(values, 1), extreme(values, -1)];
  const parts = [`Strongest ${at(high)}`];
  if ((values[low] ?? 0) < 0) parts.push(`most against it ${at(low)}`);
  return `${parts.join('; ')}.`;
}

/** Index of the highest value, or with the sign −1 of the lowest. */
function extreme(values: Float32Array, sign: 1 | -1): number {
  return values.reduce((best, value, index) => (sign * value > sign * (values[best] ?? 0) ? index : best), 0);
}

/** Thirds of the photo in words, by shares of its width and height. */
function partOf(x: number, y: number): string {
  const third = (share: number) => Math.min(2, Math.floor(3 * share));
  const row = ['upper', 'middle', 'lower'][third(y)];
  const column = ['left', 'middle', 'right'][third(x)];
  return row === column ? 'middle' : `${String(row)} ${String(column)}`;
}
