import * as z from 'zod';

/** Colours of magnitudes, from low to high. */
export const MAGNITUDE_COLORMAPS = ['turbo', 'jet', 'viridis', 'inferno', 'cividis', 'grey'] as const;
export type MagnitudeColormapId = (typeof MAGNITUDE_COLORMAPS)[number];

/** With those of evidence for and against, which on a map without negative values would make weak evidence look like evidence against. */
export const COLORMAPS = [...MAGNITUDE_COLORMAPS, 'red-blue'] as const;
export type ColormapId = (typeof COLORMAPS)[number];

/** How a saliency map is laid over the photo. */
export const overlayViewSchema = z.object({
  colormap: z.enum(COLORMAPS),
  /** 0 shows the photo, 1 the map. */
  opacity: z.number().min(0).max(1),
  /** The map before ReLU, on a scale centred on zero. */
  signed: z.boolean(),
  interpolation: z.enum(['nearest', 'bilinear']),
  /** Colours over the whole map, or lines of equal value. */
  style: z.enum(['filled', 'contours']).default('filled'),
});
export type OverlayView = z.infer<typeof overlayViewSchema>;

/** Everything needed to draw a figure again from the same inputs. */
export const figureSpecSchema = z.object({
  version: z.literal(1),
  /** Explanation handle while the engine lives; the provenance names the same thing for good. */
  explanation: z.string(),
  panels: z.array(z.enum(['photo', 'overlay', 'colorbar', 'bars'])).min(1),
  view: overlayViewSchema,
  /** Channels switched off by the person; the overlay is the map of the rest. */
  absent: z.array(z.number().int().nonnegative()),
  bars: z.object({ order: z.enum(['magnitude', 'value', 'index']), count: z.number().int().min(1).max(200) }),
  theme: z.enum(['light', 'dark']),
});
export type FigureSpec = z.infer<typeof figureSpecSchema>;
