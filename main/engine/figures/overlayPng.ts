import type { ColormapId, FigureSpec } from '../../../shared/figure/figureSpec.ts';
import type { Provenance } from './provenance.ts';
import { renderFigure, type FigureInput } from './renderFigure.ts';

export interface OverlayPngOptions {
  /** The map before ReLU, on the red-blue scale centred on zero. */
  readonly signed?: boolean;
  /** Colour map of the unsigned overlay. */
  readonly colormap?: ColormapId;
}

/** What the command line saves for `png`: the overlay on the photo with its colour bar. */
export function overlaySpec(explanation: string, options: OverlayPngOptions = {}): FigureSpec {
  const signed = options.signed ?? false;
  return {
    version: 1,
    explanation,
    panels: ['overlay', 'colorbar'],
    view: {
      colormap: signed ? 'red-blue' : (options.colormap ?? 'turbo'),
      opacity: 0.55,
      signed,
      interpolation: 'bilinear',
    },
    absent: [],
    bars: { order: 'magnitude', count: 20 },
    theme: 'light',
  };
}

/** Overlay PNG of one explanation, 120 mm wide at 200 pixels per inch, with its provenance in the file. */
export async function overlayPng(
  input: FigureInput,
  provenance: Provenance,
  options: OverlayPngOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const spec = overlaySpec('', options);
  const { data } = await renderFigure(spec, input, {
    format: 'png',
    widthMillimetres: 120,
    dpi: 200,
    provenance,
  });
  return data;
}
