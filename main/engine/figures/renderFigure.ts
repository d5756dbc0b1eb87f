import {
  createCanvas,
  ImageData as CanvasImageData,
  PDFDocument,
  SvgExportFlag,
  type SKRSContext2D,
} from '@napi-rs/canvas';
import type { Canvas2D, Drawable, Pixels, Surface } from '../../../shared/figure/canvas2d.ts';
import { drawFigure } from '../../../shared/figure/figure.ts';
import type { FigureData } from '../../../shared/figure/figureData.ts';
import type { FigureSpec } from '../../../shared/figure/figureSpec.ts';
import { layoutFigure, type FigureLayout } from '../../../shared/figure/layout.ts';
import { WorkbenchError } from '../../../shared/errors.ts';
import { PIXEL_LIMIT } from '../images/decode.ts';
import { fitRaster } from '../images/fit.ts';
import type { Raster } from '../images/raster.ts';
import { fontFaceCss, registerFigureFonts } from './fonts.ts';
import { figureMetadata, figureTitle, PROGRAM_NAME, type Provenance } from './provenance.ts';
import { finishSvg } from './svgText.ts';

/** {@link FigureData} with the upright photo as decoded pixels. */
export type FigureInput = Omit<FigureData, 'photo'> & { readonly photo: Raster | null };

export interface RenderedFigure {
  readonly data: Uint8Array<ArrayBuffer>;
  readonly mime: string;
}

const POINTS_PER_MILLIMETRE = 72 / 25.4;

/**
 * Renders a figure in the form that its provenance tells. Text stays text in SVG and PDF and bars stay vectors; the
 * provenance is in the file's metadata (PNG Description, SVG <metadata>, PDF keywords).
 */
export async function renderFigure(
  spec: FigureSpec,
  input: FigureInput,
  provenance: Provenance,
): Promise<RenderedFigure> {
  registerFigureFonts();
  const { format, widthMillimetres, dpi } = provenance.output;
  const width = widthMillimetres * POINTS_PER_MILLIMETRE;
  const density = dpi / 72;
  const draft: FigureData = { ...input, photo: input.photo };
  const layout = layoutFigure(plainText(createCanvas(1, 1).getContext('2d')), spec, draft, width);
  refuseTooLarge(layout, density);
  const data: FigureData = { ...input, photo: await photoFor(input.photo, layout, density) };
  const draw = (context: Canvas2D) => drawFigure({ context, drawable }, spec, data, layout, density);
  const title = figureTitle(provenance);
  const metadata = figureMetadata(spec, provenance);

  if (format === 'svg') {
    const canvas = createCanvas(layout.width, layout.height, SvgExportFlag.NoPrettyXML);
    draw(plainText(canvas.getContext('2d')));
    const text = finishSvg(canvas.getContent().toString('utf8'), {
      width: layout.width,
      height: layout.height,
      millimetres: widthMillimetres,
      title,
      metadata,
      css: fontFaceCss(),
    });
    return { data: new TextEncoder().encode(text), mime: 'image/svg+xml' };
  }
  if (format === 'pdf') {
    const document = new PDFDocument({
      title,
      subject: 'Class activation map',
      keywords: metadata,
      creator: `${PROGRAM_NAME} ${provenance.program}`,
      rasterDPI: dpi,
    });
    // The page's context draws images as well; the library's types leave that out.
    draw(plainText(document.beginPage(layout.width, layout.height) as SKRSContext2D));
    document.endPage();
    return { data: new Uint8Array(document.close()), mime: 'application/pdf' };
  }
  const canvas = createCanvas(Math.round(layout.width * density), Math.round(layout.height * density));
  const context = plainText(canvas.getContext('2d'));
  context.scale(density, density);
  draw(context);
  const software = `${PROGRAM_NAME} ${provenance.program}`;
  const png = await canvas.encode('png', { title, description: metadata, software, resolution: dpi });
  return { data: new Uint8Array(png), mime: 'image/png' };
}

/** Photo and map are painted at the figure's resolution in every format, so every format has the limit. */
function refuseTooLarge({ width, height }: FigureLayout, density: number): void {
  const pixels = width * density * height * density;
  if (pixels <= PIXEL_LIMIT) return;
  throw new WorkbenchError(
    'input-invalid',
    `The figure would have ${(pixels / 1e6).toFixed(0)} million pixels; ${String(PIXEL_LIMIT / 1e6)} million are allowed. Choose a lower resolution or a smaller width.`,
  );
}

/**
 * Inter's contextual alternates swap the minus sign and the hyphen for glyphs without a character, which
 * would leave holes in the text of SVG and PDF.
 */
function plainText(context: SKRSContext2D): Canvas2D {
  context.fontVariantLigatures = 'no-contextual';
  return context;
}

/** The photo at the resolution it is shown at: sharper would only make the file larger. */
async function photoFor(
  photo: Raster | null,
  layout: FigureLayout,
  density: number,
): Promise<Drawable | null> {
  if (photo === null) return null;
  const box = (layout.photo ?? layout.overlay)?.box;
  const longest = box ? Math.ceil(Math.max(box.width, box.height) * density) : 1;
  const { width, height, data } = await fitRaster(photo, longest);
  return drawable({ width, height, data: new Uint8ClampedArray(data) });
}

const drawable: Surface['drawable'] = ({ width, height, data }: Pixels) => {
  const canvas = createCanvas(width, height);
  canvas.getContext('2d').putImageData(new CanvasImageData(data, width, height), 0, 0);
  return canvas;
};
