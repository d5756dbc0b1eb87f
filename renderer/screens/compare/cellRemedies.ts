import type { CompareCell } from '../../state/compareCell.svelte.ts';

/** Something that may give a cell a map. */
export type CellRemedy =
  | { readonly kind: 'signed'; readonly label: string }
  | { readonly kind: 'again'; readonly label: string }
  | { readonly kind: 'layer'; readonly label: string; readonly layer: string };

/**
 * What a person could do about a cell that failed or whose map says nothing.
 * @param layer the grid's
 * @param byDefault the model's default layer, where most methods work
 */
export function cellRemedies(
  { error, explanation }: Pick<CompareCell, 'error' | 'explanation'>,
  layer: string | null,
  byDefault: string | null,
  signed: boolean,
): CellRemedy[] {
  const elsewhere: CellRemedy[] =
    byDefault !== null && byDefault !== layer
      ? [{ kind: 'layer', label: `Compare at ${byDefault}`, layer: byDefault }]
      : [];
  if (error) return [...elsewhere, { kind: 'again', label: 'Try again' }];
  if (!signed && explanation?.map.signed.some((value) => value < 0))
    return [{ kind: 'signed', label: 'Show signed maps' }];
  return elsewhere;
}
