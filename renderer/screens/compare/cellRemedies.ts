import type { CompareCell } from '../../state/compareCell.svelte.ts';
import { NO_OTHERS } from '../trouble/others.ts';
import { troubleRemedies, type TroubleRemedy } from '../trouble/troubleRemedies.ts';

/** Something that may give a cell a map. */
export type CellRemedy =
  | { readonly kind: 'signed'; readonly label: string }
  | ({ readonly kind: 'trouble' } & TroubleRemedy)
  | { readonly kind: 'layer'; readonly label: string; readonly layer: string };

/**
 * What a person could do about a cell that failed or whose map says nothing.
 * @param layer the grid's
 * @param byDefault the model's default layer, where most methods work
 * @param again does once more what failed
 */
export function cellRemedies(
  { error, explanation }: Pick<CompareCell, 'error' | 'explanation'>,
  layer: string | null,
  byDefault: string | null,
  signed: boolean,
  again: () => void,
): CellRemedy[] {
  const elsewhere: CellRemedy[] =
    byDefault !== null && byDefault !== layer
      ? [{ kind: 'layer', label: `Compare at ${byDefault}`, layer: byDefault }]
      : [];
  if (error) {
    const trouble = troubleRemedies(error.code, NO_OTHERS, again);
    return [...elsewhere, ...trouble.map((remedy) => ({ kind: 'trouble', ...remedy }) as const)];
  }
  if (!signed && explanation?.map.signed.some((value) => value < 0))
    return [{ kind: 'signed', label: 'Show signed maps' }];
  return elsewhere;
}
