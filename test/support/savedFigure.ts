import ExifReader from 'exifreader';
import { expect } from 'vitest';
import { decodeImageBytes } from '../../main/engine/images/decode.ts';

/** What a person saved: the figure and the JSON beside it. */
export interface SavedFigure {
  readonly figure: Buffer;
  readonly sidecar: Sidecar;
}

interface Sidecar {
  readonly kind: string;
  readonly spec: { readonly absent: readonly number[] };
  readonly provenance: {
    readonly layer: string;
    readonly model: { readonly name: string; readonly sha256: string };
  };
}

export const FIGURE_FORMATS = ['png', 'svg', 'pdf'] as const;
export type FigureFormat = (typeof FIGURE_FORMATS)[number];

/** Asserts that a figure of `format` is whole, shows `label` and says the same as its sidecar. */
export async function expectWhole(format: FigureFormat, saved: SavedFigure, label: string): Promise<void> {
  if (format === 'png') await expectPng(saved);
  else if (format === 'svg') expectSvg(saved, label);
  else expectPdf(saved);
}

/** At the window's own 180 mm and 300 dpi. */
async function expectPng({ figure, sidecar }: SavedFigure): Promise<void> {
  const raster = await decodeImageBytes(new Uint8Array(figure), 'figure.png');
  expect(raster.width).toBe(Math.round((180 / 25.4) * 300));
  const tags = ExifReader.load(figure);
  expect(JSON.parse(String(tags['Description']?.value))).toEqual(sidecar);
}

function expectSvg({ figure, sidecar }: SavedFigure, label: string): void {
  const text = figure.toString('utf8');
  expect(text).toContain('width="180mm"');
  expect(text).toContain(`>${label}</text>`);
  expect(text).toContain(`LIFT-CAM at ${sidecar.provenance.layer}`);
  const stored = /<metadata>(.*)<\/metadata>/.exec(text)?.[1] ?? '';
  expect(JSON.parse(stored.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'))).toEqual(
    sidecar,
  );
}

function expectPdf({ figure, sidecar }: SavedFigure): void {
  const text = figure.toString('latin1');
  expect(text.startsWith('%PDF-')).toBe(true);
  expect(text.trimEnd().endsWith('%%EOF')).toBe(true);
  expect(text).toContain(sidecar.provenance.model.name);
  expect(text).toContain(sidecar.provenance.model.sha256);
}
