import { formatNumber } from '../../components/words.ts';
import type { Point } from './viewport.ts';

/** The map's value at a point; that the model did not see it there; or null where no map is drawn. */
export type Reading = number | 'unseen' | null;

/**
 * What the read-out says of a point, in whole pixels of the picture.
 * @param values the model's input there, in words; null on the photo
 */
export function readOutWords({ x, y }: Point, reading: Reading, values: string | null = null): string {
  const place = `x ${String(Math.floor(x))} · y ${String(Math.floor(y))}${values === null ? '' : ` · ${values}`}`;
  if (reading === null) return place;
  return `${place} · ${reading === 'unseen' ? 'not seen by the model' : `map ${formatNumber(reading)}`}`;
}
