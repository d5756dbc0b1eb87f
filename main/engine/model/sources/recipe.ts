import type { Preprocessing } from '../../../../shared/modelCard.ts';
import { defaultPreprocessing } from '../../images/defaultPreprocessing.ts';
import { resizedSize, type Size } from '../../images/geometry.ts';
import type { InputShape } from '../../images/preprocess.ts';
import { unusable } from './readJson.ts';

/** Any photo will do to see which sizes a recipe gives: this one is neither square nor small. */
const PHOTO: Size = { width: 4000, height: 3000 };

/**
 * What a place says of the preprocessing, completed with what is usual, and held against the input.
 * @throws WorkbenchError 'input-invalid' naming the field that does not fit
 */
export function completeRecipe(said: Partial<Preprocessing>, input: InputShape, name: string): Preprocessing {
  const recipe: Preprocessing = { ...defaultPreprocessing(input), ...said, source: name };
  for (const field of ['mean', 'std'] as const) {
    const values = recipe[field];
    if (values.length === 1) recipe[field] = new Array<number>(input.channels).fill(values[0] ?? 0);
    else if (values.length !== input.channels) {
      throw unusable(
        name,
        `${field} has ${String(values.length)} entries, but the model takes ${String(input.channels)} channels`,
      );
    }
  }
  const { width, height } = recipe.crop ?? resizedSize(PHOTO, recipe.resize);
  if (width === input.width && height === input.height) return recipe;
  throw unusable(
    name,
    `it gives ${String(width)} × ${String(height)} pixels, but the model takes ${String(input.width)} × ${String(input.height)}`,
  );
}

/** Rescale, mean and std where only mean and std are given: up to 1 they count from 0 to 1, beyond from 0 to 255. */
export function normalisationOf(
  mean: readonly number[],
  std: readonly number[],
): Pick<Preprocessing, 'rescale' | 'mean' | 'std'> {
  const levels = [...mean, ...std].some((value) => value > 1);
  return { rescale: levels ? 1 : 1 / 255, mean: [...mean], std: [...std] };
}

/** Resize of the shorter edge and centre crop: what torchvision, timm and Ultralytics call the usual evaluation. */
export function shortestEdgeAndCrop(
  shortestEdge: number,
  crop: Size,
): Pick<Preprocessing, 'resize' | 'crop' | 'cropRounding'> {
  return { resize: { shortestEdge }, crop, cropRounding: 'even' };
}
