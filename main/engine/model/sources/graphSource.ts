import type { ReadClassifier } from '../../classifier.ts';
import { completeRecipe } from './recipe.ts';
import type { Source } from './source.ts';

/** What the graph itself tells of its image: the normalisation that it carries, or that it takes whole levels. */
export function graphSource({ normalisation, levels }: ReadClassifier): Source | null {
  if (levels) return ranged(255, 'the graph: its image is of whole levels 0 to 255');
  if (!normalisation) return null;
  const { mean, std, range } = normalisation;
  const shown = (values: readonly number[]) =>
    values.map((value) => String(Number(value.toPrecision(3)))).join(', ');
  return ranged(
    range,
    `the graph: it subtracts ${shown(mean)} and divides by ${shown(std)} itself, so values from 0 to ${String(range)} go in`,
  );
}

function ranged(range: 1 | 255, name: string): Source {
  const rescale = range === 255 ? 1 : 1 / 255;
  return { name, preprocessing: (input) => completeRecipe({ rescale, mean: [0], std: [1] }, input, name) };
}
