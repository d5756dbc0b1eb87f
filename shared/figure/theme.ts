import type { FigureSpec } from './figureSpec.ts';

/** Colours of a figure's frame and marks. Text keeps at least 4.5:1, marks 3:1 against `background`. */
export interface FigureTheme {
  readonly background: string;
  readonly text: string;
  readonly secondary: string;
  readonly axis: string;
  readonly grid: string;
  /** Evidence for the class. */
  readonly warm: string;
  /** Evidence against the class. */
  readonly cool: string;
  readonly warning: string;
}

export const FIGURE_THEMES: Readonly<Record<FigureSpec['theme'], FigureTheme>> = {
  light: {
    background: '#ffffff',
    text: '#1a1c1f',
    secondary: '#5a5f66',
    axis: '#8b9097',
    grid: '#e4e6e9',
    warm: '#b2182b',
    cool: '#2166ac',
    warning: '#8a5a00',
  },
  dark: {
    background: '#17191c',
    text: '#eceef0',
    secondary: '#a4a9b0',
    axis: '#70757c',
    grid: '#2c2f34',
    warm: '#f0805f',
    cool: '#6aaed6',
    warning: '#e2b04a',
  },
};

export const FONT_FAMILY = 'Inter, system-ui, sans-serif';

/** Text sizes of a printed figure in points. */
export const TEXT = { heading: 9.5, body: 7.5, label: 7 } as const;

/** A CSS font of the figure's family. */
export function font(size: number, weight: 400 | 600 = 400): string {
  return `${weight} ${size}px ${FONT_FAMILY}`;
}
