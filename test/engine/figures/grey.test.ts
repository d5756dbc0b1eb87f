import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas, ImageData } from '@napi-rs/canvas';
import { expect, test } from 'vitest';
import { renderFigure } from '../../../main/engine/figures/renderFigure.ts';
import { decodeImageBytes } from '../../../main/engine/images/decode.ts';
import type { Raster } from '../../../main/engine/images/raster.ts';
import type { FigureSpec } from '../../../shared/figure/figureSpec.ts';
import {
  figureInput,
  figureProvenance as provenance,
  figureSpec as spec,
} from '../../support/figureInput.ts';
import { repository } from '../../support/repository.ts';

const sharp = { ...provenance, output: { ...provenance.output, dpi: 192 } };
const MAGNITUDE = { ...spec.view, colormap: 'inferno', signed: false } as const;
const KINDS: Readonly<Record<string, Partial<FigureSpec>>> = {
  whole: {},
  magnitude: { panels: ['photo', 'overlay', 'colorbar'], view: MAGNITUDE },
  contours: { panels: ['overlay', 'colorbar'], view: { ...spec.view, style: 'contours', opacity: 1 } },
  bars: { panels: ['bars'] },
  'bars-switched-off': { panels: ['bars'], absent: [0, 1] },
};

async function rendered(changed: Partial<FigureSpec>): Promise<Raster> {
  const { data } = await renderFigure({ ...spec, ...changed }, figureInput(), sharp);
  return decodeImageBytes(data, 'figure.png');
}

/** What a printer without colours makes of it: the luminance of each pixel. */
function inGrey({ data, width, height }: Raster): Raster {
  const grey = Uint8Array.from(data, (value, at) => {
    if (at % 4 === 3) return value;
    const [r, g, b] = data.subarray(at - (at % 4)) as unknown as [number, number, number];
    return Math.round(0.2126 * r + 0.7152 * g + 0.0722 * b);
  });
  return { data: grey, width, height };
}

function save(name: string, { data, width, height }: Raster): void {
  const folder = join(repository, 'test', 'output');
  mkdirSync(folder, { recursive: true });
  const canvas = createCanvas(width, height);
  canvas.getContext('2d').putImageData(new ImageData(Uint8ClampedArray.from(data), width, height), 0, 0);
  writeFileSync(join(folder, `${name}.png`), canvas.toBuffer('image/png'));
}

/** Rows with pixels of which `isWanted` holds. */
function rowsWhere(
  { data, width }: Raster,
  isWanted: (r: number, g: number, b: number) => boolean,
): number[] {
  const rows = new Set<number>();
  for (let at = 0; at < data.length; at += 4)
    if (isWanted(data[at]!, data[at + 1]!, data[at + 2]!)) rows.add(Math.floor(at / 4 / width));
  return [...rows].sort((a, b) => a - b);
}

test.each(Object.entries(KINDS))(
  '%s, as a printer without colours makes it, is saved to be looked at',
  async (name, changed) => {
    const grey = inGrey(await rendered(changed));
    save(`grey-${name}`, grey);
    expect(new Set(grey.data).size).toBeGreaterThan(2);
  },
);

test('bars for and against the class are told apart by where they stand, without their colours', async () => {
  const bars = await rendered({ panels: ['bars'] });
  const warm = rowsWhere(bars, (r, _g, b) => r > b + 80);
  const cool = rowsWhere(bars, (r, _g, b) => b > r + 80);
  expect(warm.length).toBeGreaterThan(20);
  expect(cool.length).toBeGreaterThan(20);
  expect(warm.at(-1)).toBeLessThanOrEqual(cool[0]!);
});

test('a bar of a channel that is switched off is hollow: in grey too it is lighter than one that is present', async () => {
  const dark = async (absent: number[]) => {
    const { data } = inGrey(await rendered({ panels: ['bars'], absent }));
    return Array.from(data).filter((value, at) => at % 4 === 0 && value < 128).length;
  };
  expect(await dark([0, 1, 2, 3])).toBeLessThan((await dark([])) / 2);
});
