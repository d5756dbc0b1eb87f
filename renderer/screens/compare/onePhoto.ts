import { imageName } from '../../components/imageName.ts';
import type { CompareColumn } from '../../state/compareCell.svelte.ts';

/** The name of the photo that all columns are of; null where they are of several, or their titles name it. */
export function onePhoto(columns: readonly Pick<CompareColumn, 'image' | 'title'>[]): string | null {
  const [first] = columns;
  if (!first || columns.some(({ image }) => image !== first.image)) return null;
  const name = imageName(first.image);
  return columns.some(({ title }) => title === name) ? null : name;
}
