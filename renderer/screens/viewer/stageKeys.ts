import type { Press } from '../help/shortcuts.ts';

/** What a key asks of the picture. */
export type StageAct =
  | { readonly kind: 'zoom'; readonly direction: 1 | -1 }
  | { readonly kind: 'fit' }
  /** Moves the read-out, or the picture, by steps. */
  | { readonly kind: 'cross' | 'pan'; readonly dx: number; readonly dy: number };

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** What is said of the keys to those who do not see the picture. */
export const STAGE_KEYS =
  'The arrows move the read-out, with Shift the photo; plus and minus zoom, 0 fits the photo again.';

/** What a key press asks of the picture; null for nothing. With Ctrl, Alt or the command key it is the system's: Ctrl + zooms the page. */
export function stageAct({ key, ctrlKey, metaKey, altKey, shiftKey }: Press): StageAct | null {
  if (ctrlKey || metaKey || altKey) return null;
  const arrow = ARROWS[key];
  if (arrow) return { kind: shiftKey ? 'pan' : 'cross', dx: arrow[0], dy: arrow[1] };
  if (key === '+' || key === '=') return { kind: 'zoom', direction: 1 };
  if (key === '-') return { kind: 'zoom', direction: -1 };
  return key === '0' ? { kind: 'fit' } : null;
}
