import { createCanvas } from '@napi-rs/canvas';
import { expect, test } from 'vitest';
import { drawGround, drawStage, type Rectangle } from '../../../../renderer/screens/viewer/drawStage.ts';

const STAGE = { width: 60, height: 60, density: 1 };
/** A photo of 40 × 20 pixels, each one of the stage, from (10, 20) on. */
const VIEWPORT = { scale: 1, x: 10, y: 20 };

function plain(width: number, height: number, color: string) {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = color;
  context.fillRect(0, 0, width, height);
  return canvas;
}

/** A white photo under a red heatmap over `seen`; the colours of the stage at its points. */
function drawn(seen: Rectangle, split: number | null = null) {
  const picture = plain(40, 20, 'white') as unknown as ImageBitmap;
  const ground = createCanvas(60, 60);
  const onGround = ground.getContext('2d') as unknown as CanvasRenderingContext2D;
  drawGround(onGround, STAGE, VIEWPORT, { picture, seen });
  const canvas = createCanvas(60, 60);
  drawStage(canvas.getContext('2d') as unknown as CanvasRenderingContext2D, STAGE, VIEWPORT, {
    picture,
    ground: ground as unknown as HTMLCanvasElement,
    heat: plain(8, 8, 'rgb(255 0 0)') as unknown as HTMLCanvasElement,
    contours: null,
    split,
    sharp: true,
    seen,
    cross: null,
  });
  return (x: number, y: number) => [...canvas.getContext('2d').getImageData(x, y, 1, 1).data];
}

const RED = [255, 0, 0, 255];
const NOTHING = [0, 0, 0, 0];

test('a map of an input that was padded lies on the photo only', () => {
  const at = drawn({ x: 0, y: -10, width: 40, height: 40 });
  expect([at(30, 21), at(30, 38)]).toEqual([RED, RED]);
  expect([at(30, 17), at(30, 43)]).toEqual([NOTHING, NOTHING]);
});

test('a map of a crop lies on the crop only; what was cut away is dimmed', () => {
  const at = drawn({ x: 10, y: 0, width: 20, height: 20 });
  expect([at(21, 30), at(38, 30)]).toEqual([RED, RED]);
  for (const x of [14, 46]) expect(at(x, 30)[0]).toBeLessThan(200);
  expect(at(5, 30)).toEqual(NOTHING);
});

test('a split photo has its map from there on', () => {
  const at = drawn({ x: 0, y: 0, width: 40, height: 20 }, 0.5);
  expect(at(25, 30)).toEqual([255, 255, 255, 255]);
  expect(at(35, 30)).toEqual(RED);
});
