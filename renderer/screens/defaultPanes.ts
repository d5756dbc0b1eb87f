/** Percentages of the window that the panes take until the person moves them. */
export interface PaneSizes {
  readonly gallery: number;
  readonly inspector: number;
  readonly tabs: number;
}

/** Shares of the height where the panes lie below each other. */
export const STACKED_PANES: PaneSizes = { gallery: 14, inspector: 32, tabs: 45 };

/** The side panes hold lists, which gain nothing beyond some width: what a large window has more goes to the picture. */
export function defaultPanes(width: number, height: number): PaneSizes {
  return {
    gallery: share(Math.min(0.17 * width, 260), width),
    inspector: share(Math.min(0.23 * width, 360), width),
    tabs: share(Math.min(0.4 * height, 380), height),
  };
}

function share(part: number, whole: number): number {
  return Math.round((1000 * part) / whole) / 10;
}
