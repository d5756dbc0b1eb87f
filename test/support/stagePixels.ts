import type { Locator } from 'playwright-core';
import { decodeImageBytes } from '../../main/engine/images/decode.ts';
import type { Raster } from '../../main/engine/images/raster.ts';
import { fitted, toStage, type Size, type Viewport } from '../../renderer/screens/viewer/viewport.ts';
import type { Box } from '../../shared/figure/canvas2d.ts';

/** Everything that a canvas shows, in its own pixels. */
export async function canvasPixels(canvas: Locator): Promise<Raster> {
  const url = await canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL());
  return decodeImageBytes(new Uint8Array(Buffer.from(url.split(',')[1] ?? '', 'base64')), 'canvas.png');
}

/** Where a box of a picture lies on a stage that the picture was fitted to. */
export function onStage(box: Box, picture: Size, stage: Size): Box {
  const viewport: Viewport = fitted(picture, stage);
  const { x, y } = toStage(viewport, box);
  return { x, y, width: viewport.scale * box.width, height: viewport.scale * box.height };
}

/** The pixels that lie in a box whole, a row after the other. */
export function pixelsIn({ data, width }: Raster, box: Box): { x: number; y: number; rgb: number[] }[] {
  const found = [];
  for (let y = Math.ceil(box.y); y < Math.floor(box.y + box.height); y++)
    for (let x = Math.ceil(box.x); x < Math.floor(box.x + box.width); x++) {
      const at = (y * width + x) * 4;
      found.push({ x, y, rgb: [...data.subarray(at, at + 3)] });
    }
  return found;
}

/** The share of a box's pixels of which a colour differs by more than `levels`. */
export function changedShare(before: Raster, after: Raster, box: Box, levels = 0): number {
  const [a, b] = [pixelsIn(before, box), pixelsIn(after, box)];
  const differs = (rgb: number[], other: number[]) =>
    rgb.some((level, c) => Math.abs(level - other[c]!) > levels);
  return a.filter(({ rgb }, i) => differs(rgb, b[i]!.rgb)).length / a.length;
}

/** Mean red, green and blue of a box. */
export function meanColor(raster: Raster, box: Box): number[] {
  const pixels = pixelsIn(raster, box);
  return [0, 1, 2].map((c) => pixels.reduce((sum, { rgb }) => sum + rgb[c]!, 0) / pixels.length);
}

/** How far rising diagonals, ten pixels apart, stand out from what lies between them, in levels of green. */
export function hatchContrast(raster: Raster, box: Box): number {
  const levels = Array.from({ length: 10 }, (): number[] => []);
  for (const { x, y, rgb } of pixelsIn(raster, box)) levels[(x + y) % 10]!.push(rgb[1]!);
  const means = levels
    .map((each) => each.reduce((sum, level) => sum + level, 0) / each.length)
    .sort((a, b) => a - b);
  return means[9]! - means[4]!;
}

/** The longest run of opaque pixels without hue: in a row through a grey heatmap, where that begins and ends. */
export function greyRun({ data }: Raster, pixels: readonly number[]): { from: number; to: number } {
  let best = { from: 0, to: 0 };
  let from = 0;
  pixels.forEach((pixel, place) => {
    const [red, green, blue, alpha] = data.subarray(pixel * 4, pixel * 4 + 4);
    if (alpha !== 255 || red !== green || green !== blue) from = place + 1;
    else if (place + 1 - from > best.to - best.from) best = { from, to: place + 1 };
  });
  return best;
}
