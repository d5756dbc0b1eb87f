import type { ModelSettings } from '../../../shared/modelSettings.ts';
import type { OpenWish } from './openModel.ts';
import { ownRecipe } from './sources/recipeFile.ts';
import type { Source } from './sources/source.ts';

const NAME = 'the model settings';

/** What a person's settings say of a model, before anything that is found. */
export function settingsWish({ preprocessing, labels, ...rest }: ModelSettings): OpenWish {
  const sources: Source[] = [];
  if (preprocessing) sources.push({ ...ownRecipe(preprocessing, NAME), given: true });
  if (labels) sources.push({ name: NAME, labels, given: true });
  return { ...rest, sources };
}
