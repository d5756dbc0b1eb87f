import type { Raster } from './raster.ts';

/**
 * Turns stored pixels upright after EXIF orientation (TIFF 6.0 tag 274).
 *
 * Orientations 2-4 mirror or turn by 180 degrees; 5-8 exchange rows and columns as well.
 * For each upright pixel (x, y) the stored pixel is (column, row) below.
 */
export function orient(stored: Raster, orientation: number): Raster {
  if (orientation === 1) return stored;
  const turned = orientation >= 5;
  const width = turned ? stored.height : stored.width;
  const height = turned ? stored.width : stored.height;
  const flipColumn = [2, 3, 7, 8].includes(orientation);
  const flipRow = [3, 4, 6, 7].includes(orientation);
  const from = new Uint32Array(stored.data.slice().buffer);
  const to = new Uint32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = turned ? [y, x] : [x, y];
      const column = flipColumn ? stored.width - 1 - u : u;
      const row = flipRow ? stored.height - 1 - v : v;
      to[y * width + x] = from[row * stored.width + column]!;
    }
  }
  return { width, height, data: new Uint8Array(to.buffer) };
}
