import type { Point } from './viewport.ts';

interface Grid {
  readonly width: number;
  readonly height: number;
}

/**
 * Value of a map at a point given as shares (0 to 1) of its width and height: bilinear with half-pixel centres, as the map is
 * drawn, or the value of the cell. Null outside.
 */
export function sampleMap(grid: Grid, values: Float32Array, at: Point, smooth: boolean): number | null {
  if (at.x < 0 || at.y < 0 || at.x >= 1 || at.y >= 1) return null;
  const { width, height } = grid;
  const cell = (row: number, column: number) => values[row * width + column] as number;
  if (!smooth) return cell(Math.floor(at.y * height), Math.floor(at.x * width));
  const x = clamp(at.x * width - 0.5, width - 1);
  const y = clamp(at.y * height - 0.5, height - 1);
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, bottom] = [Math.min(left + 1, width - 1), Math.min(top + 1, height - 1)];
  const [u, v] = [x - left, y - top];
  const above = (1 - u) * cell(top, left) + u * cell(top, right);
  const below = (1 - u) * cell(bottom, left) + u * cell(bottom, right);
  return (1 - v) * above + v * below;
}

function clamp(value: number, high: number): number {
  return Math.min(Math.max(value, 0), high);
}
