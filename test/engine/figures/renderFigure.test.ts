import { inflateSync } from 'node:zlib';
import ExifReader from 'exifreader';
import { describe, expect, test } from 'vitest';
import { overlaySpec } from '../../../main/engine/figures/overlaySpec.ts';
import { figureMetadata, figureSidecar, type FigureFormat } from '../../../main/engine/figures/provenance.ts';
import { renderFigure, type FigureInput } from '../../../main/engine/figures/renderFigure.ts';
import { decodeImageBytes } from '../../../main/engine/images/decode.ts';
import type { Raster } from '../../../main/engine/images/raster.ts';
import type { FigureSpec } from '../../../shared/figure/figureSpec.ts';
import {
  figureInput,
  figureProvenance as provenance,
  figureSpec as spec,
} from '../../support/figureInput.ts';

const made = (format: FigureFormat) => ({ ...provenance, output: { ...provenance.output, format } });
const metadataOf = (format: FigureFormat) => figureMetadata(spec, made(format));

function render(format: FigureFormat, changed: Partial<FigureSpec> = {}, input: FigureInput = figureInput()) {
  return renderFigure({ ...spec, ...changed }, input, made(format));
}

async function pixels(changed: Partial<FigureSpec>, input?: FigureInput): Promise<Raster> {
  return decodeImageBytes((await render('png', changed, input)).data, 'figure.png');
}

/** Share of pixels with a hue: those of the map and the bars, on a grey photo and a white page. */
function coloured({ data, width, height }: Raster): number {
  let count = 0;
  for (let i = 0; i < width * height; i++) {
    const rgb = data.subarray(i * 4, i * 4 + 3);
    if (Math.max(...rgb) - Math.min(...rgb) > 40) count++;
  }
  return count / (width * height);
}

describe('SVG', () => {
  const text = async (changed?: Partial<FigureSpec>) =>
    new TextDecoder().decode((await render('svg', changed)).data);

  test('is the golden figure', async () => {
    const golden = (await text())
      .replaceAll(/data:image\/png;base64,[^"]*/g, 'PIXELS')
      .replace(/<style>.*<\/style>/, '<style>FONTS</style>')
      .replaceAll('><', '>\n<');
    await expect(golden).toMatchFileSnapshot('../../fixtures/figure/signed.svg');
  });

  test('has real text, a printed size, fonts and its provenance', async () => {
    const svg = await text();
    expect(svg).toContain('>tiger cat</text>');
    expect(svg).toContain('logit 8.31, base −0.421');
    expect(svg).toContain('LIFT-CAM at relu_1');
    expect(svg).toMatch(/<svg [^>]*width="120mm" height="[\d.]+mm" viewBox="0 0 340\.157 /);
    expect(svg.match(/@font-face/g)).toHaveLength(2);
    const stored = /<metadata>(.*)<\/metadata>/.exec(svg)?.[1]?.replaceAll('&amp;', '&');
    expect(JSON.parse(stored ?? '')).toEqual(JSON.parse(metadataOf('svg')));
  });

  test('leaves out the panels not asked for', async () => {
    const svg = await text({ panels: ['bars'] });
    expect(svg).not.toContain('<image');
    expect(svg).not.toContain('Photo');
    expect(svg).toContain('>4 of 4 channels, largest magnitude first; 100 % of the total magnitude<');
  });
});

describe('PNG', () => {
  test('has the printed width, resolution and provenance', async () => {
    const { data, mime } = await render('png');
    expect(mime).toBe('image/png');
    const tags = ExifReader.load(data.slice().buffer);
    expect(tags['Image Width']?.value).toBe(Math.round((120 / 25.4) * 96));
    expect(tags['Pixels Per Unit X']?.value).toBe(Math.round(96 * 39.3701));
    expect(JSON.parse(String(tags['Description']?.value))).toEqual(JSON.parse(metadataOf('png')));
    expect(tags['Software']?.value).toContain('LIFT-CAM Workbench 0.1.0');
  });

  test('shows colours where there is evidence, and none for a map that is empty', async () => {
    const full = coloured(await pixels({ panels: ['overlay'] }));
    expect(full).toBeGreaterThan(0.1);
    const input = figureInput();
    const nothing = { ...input.explanation.map, signed: new Float32Array(9), relu: new Float32Array(9) };
    const empty = { ...input, explanation: { ...input.explanation, map: nothing } };
    expect(coloured(await pixels({ panels: ['overlay', 'colorbar'] }, empty))).toBe(0);
  });

  test('draws the map of the channels left', async () => {
    const all = await pixels({ panels: ['overlay'] });
    const fewer = await pixels({ panels: ['overlay'], absent: [0] });
    expect(Buffer.from(all.data).equals(Buffer.from(fewer.data))).toBe(false);
  });

  test('the dark theme is dark', async () => {
    const [light, dark] = [await pixels({}), await pixels({ theme: 'dark' })];
    expect(light.data[0]).toBe(255);
    expect(dark.data[0]).toBeLessThan(40);
    expect([dark.width, dark.height]).toEqual([light.width, light.height]);
  });

  test('without a photo the map stands alone', async () => {
    const input = figureInput();
    const bare = { ...input, photo: null, explanation: { ...input.explanation, placement: null } };
    expect(coloured(await pixels({ panels: ['photo', 'overlay', 'colorbar'] }, bare))).toBeGreaterThan(0.2);
  });

  test('of the command line: an overlay with its colour bar', async () => {
    const raster = await pixels(overlaySpec(''));
    expect(raster.width).toBe(Math.round((120 / 25.4) * 96));
    expect(coloured(raster)).toBeGreaterThan(0.1);
  });
});

test('a figure of more pixels than memory should be asked for is refused, with what to do', async () => {
  const huge = { ...provenance, output: { format: 'png', widthMillimetres: 1000, dpi: 1200 } } as const;
  await expect(renderFigure(spec, figureInput(), huge)).rejects.toThrow(/million pixels.*lower resolution/);
});

describe('PDF', () => {
  test('is one page with embedded fonts and its provenance', async () => {
    const { data, mime } = await render('pdf');
    const bytes = Buffer.from(data);
    const text = bytes.toString('latin1');
    expect(mime).toBe('application/pdf');
    expect(text.startsWith('%PDF-')).toBe(true);
    expect(text.trimEnd().endsWith('%%EOF')).toBe(true);
    expect(text.match(/\/Type \/Page\b/g)).toHaveLength(1);
    expect(text).toMatch(/\/BaseFont \/[A-Z]{6}\+Inter-Regular/);
    expect(text).toMatch(/\/BaseFont \/[A-Z]{6}\+Inter-SemiBold/);
    expect(text).toContain('LIFT-CAM Workbench 0.1.0');
    expect(text).toContain(provenance.model.sha256);
  });

  test('keeps the bars as vectors', async () => {
    const { data } = await render('pdf', { panels: ['bars'] });
    const bytes = Buffer.from(data);
    expect(bytes.toString('latin1')).not.toContain('/Subtype /Image');
    const start = bytes.indexOf('stream\n') + 7;
    const content = inflateSync(bytes.subarray(start)).toString('latin1');
    expect(content.split('\n').filter((line) => line.endsWith(' re')).length).toBeGreaterThan(3);
  });
});

test.each(['png', 'svg', 'pdf'] as const)('the same figure is the same %s file', async (format) => {
  expect((await render(format)).data).toEqual((await render(format)).data);
});

test('the sidecar names everything needed to make the figure again', () => {
  const sidecar: unknown = JSON.parse(figureSidecar(spec, provenance));
  expect(sidecar).toEqual({ kind: 'lift-cam-figure', version: 1, spec, provenance });
});
