import type { FigureSpec } from '../../../shared/figure/figureSpec.ts';

/** The figure that the command line saves: the overlay on the photo with its colour bar. */
export function overlaySpec(explanation: string): FigureSpec {
  return {
    version: 1,
    explanation,
    panels: ['overlay', 'colorbar'],
    view: { colormap: 'inferno', opacity: 0.55, signed: false, interpolation: 'bilinear', style: 'filled' },
    absent: [],
    bars: { order: 'magnitude', count: 20 },
    theme: 'light',
  };
}
