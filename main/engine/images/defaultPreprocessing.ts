import type { Preprocessing } from '../../../shared/modelCard.ts';
import type { InputShape } from './preprocess.ts';

export const IMAGENET_MEAN = [0.485, 0.456, 0.406];
export const IMAGENET_STD = [0.229, 0.224, 0.225];

/** Share of the resized photo's edge that ImageNet classifiers usually crop. */
const CROP_SHARE = 0.875;

/** What most ImageNet classifiers were trained with, for a model of which nothing is said. */
export function defaultPreprocessing(input: InputShape): Preprocessing {
  const shortestEdge = Math.round(Math.min(input.height, input.width) / CROP_SHARE);
  const stretched = input.height !== input.width;
  return {
    resize: stretched ? { height: input.height, width: input.width } : { shortestEdge },
    resample: 'bicubic',
    crop: stretched ? null : { height: input.height, width: input.width },
    fill: 'black',
    rescale: 1 / 255,
    ...usualValues(input.channels),
    source:
      'defaults for ImageNet (no preprocessor_config.json beside the model): ' +
      (stretched
        ? `stretched to ${input.width} × ${input.height}`
        : `shortest edge ${shortestEdge}, centre crop`),
  };
}

function usualValues(channels: number): Pick<Preprocessing, 'mean' | 'std' | 'channelOrder'> {
  if (channels === 1) return { mean: [0.5], std: [0.5], channelOrder: 'grey' };
  if (channels === 3) return { mean: IMAGENET_MEAN, std: IMAGENET_STD, channelOrder: 'rgb' };
  // Alpha is 1 where a photo is opaque, and is left so.
  return { mean: [...IMAGENET_MEAN, 0], std: [...IMAGENET_STD, 1], channelOrder: 'rgba' };
}
