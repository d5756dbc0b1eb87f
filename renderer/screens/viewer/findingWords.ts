import type { Rectangle } from './drawStage.ts';
import type { ShownMap } from './shownMap.ts';
import type { Size } from './viewport.ts';

/**
 * The main finding of a map in a sentence, for who does not see it: where it is strongest and, of a signed one, where it speaks
 * most against the class; of an activation, which speaks of no class, where it is lowest.
 * @param seen part of the picture that the model saw
 * @param picture its size; both in pixels of the picture
 * @param size that pixels are told in: the photo's own, or the model's input
 * @param name of the picture
 */
export function findingWords(
  { what, map, view }: Pick<ShownMap, 'what' | 'map' | 'view'>,
  seen: Rectangle,
  picture: Size,
  size: Size,
  name: 'photo' | 'model’s input',
): string {
  const values = view.signed ? map.signed : map.relu;
  const at = (index: number) => {
    const x = (seen.x + ((0.5 + (index % map.width)) / map.width) * seen.width) / picture.width;
    const y = (seen.y + ((0.5 + Math.floor(index / map.width)) / map.height) * seen.height) / picture.height;
    const pixel = `x ${String(Math.floor(x * size.width))}, y ${String(Math.floor(y * size.height))}`;
    return `at ${pixel}, ${partOf(x, y)} of the ${name}`;
  };
  const [high, low] = [extreme(values, 1), extreme(values, -1)];
  const parts = [`Strongest ${at(high)}`];
  const lowest = what === 'activation' ? 'lowest' : 'most against it';
  if ((values[low] ?? 0) < 0) parts.push(`${lowest} ${at(low)}`);
  return `${parts.join('; ')}.`;
}

/** Index of the highest value, or with the sign −1 of the lowest. */
function extreme(values: Float32Array, sign: 1 | -1): number {
  return values.reduce((best, value, index) => (sign * value > sign * (values[best] ?? 0) ? index : best), 0);
}

/** Thirds of the picture in words, by shares of its width and height. */
function partOf(x: number, y: number): string {
  const third = (share: number) => Math.min(2, Math.floor(3 * share));
  const row = ['upper', 'middle', 'lower'][third(y)];
  const column = ['left', 'middle', 'right'][third(x)];
  return row === column ? 'middle' : `${String(row)} ${String(column)}`;
}
