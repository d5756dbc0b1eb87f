import { completeRecipe, shortestEdgeAndCrop } from './recipe.ts';
import type { Source } from './source.ts';

/**
 * The text that Python prints for torchvision's transform, which people keep beside a model:
 * `ImageClassification(crop_size=[224] resize_size=[256] mean=[0.485, …] std=[0.229, …] interpolation=InterpolationMode.BILINEAR)`.
 * Null for any other text.
 */
export function imageClassificationOf(text: string, name: string): Source | null {
  if (!text.includes('ImageClassification(')) return null;
  const numbers = (key: string) =>
    (new RegExp(`${key}=\\[?([^\\])]*)`).exec(text)?.[1]?.match(/[\d.]+/g) ?? []).map(Number);
  const [crop] = numbers('crop_size');
  const [resize] = numbers('resize_size');
  if (crop === undefined || resize === undefined) return null;
  const [mean, std] = [numbers('mean'), numbers('std')];
  const resample = /InterpolationMode\.BICUBIC/i.test(text) ? 'bicubic' : 'bilinear';
  const size = { height: crop, width: crop };
  return {
    name,
    size,
    preprocessing: (input) =>
      completeRecipe(
        {
          ...shortestEdgeAndCrop(resize, size),
          resample,
          rescale: 1 / 255,
          ...(mean.length > 0 && { mean }),
          ...(std.length > 0 && { std }),
        },
        input,
        name,
      ),
  };
}
