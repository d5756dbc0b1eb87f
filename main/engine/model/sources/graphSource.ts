import type { ReadClassifier } from '../../classifier.ts';
import { IMAGENET_MEAN } from '../../images/defaultPreprocessing.ts';
import type { InputNormalisation } from '../../passes/inputNormalisation.ts';
import { completeRecipe } from './recipe.ts';
import type { Source } from './source.ts';

/** How near the means of a graph come to ImageNet's, which Caffe's networks round otherwise; of a range of 1. */
const NEAR = 0.01;

/** What the graph itself tells of its image: the normalisation that it carries, or that it takes whole levels. */
export function graphSource({ normalisation, levels }: ReadClassifier): Source | null {
  if (levels) return ranged(255, 'the graph: its image is of whole levels 0 to 255');
  if (!normalisation) return null;
  const { mean, std, range } = normalisation;
  const shown = (values: readonly number[]) =>
    values.map((value) => String(Number(value.toPrecision(3)))).join(', ');
  const order = isBlueFirst(normalisation) ? 'bgr' : undefined;
  const told = order ? ', in the order blue, green, red, whose means these are' : '';
  return ranged(
    range,
    `the graph: it subtracts ${shown(mean)} and divides by ${shown(std)} itself, so values from 0 to ${String(range)} go in${told}`,
    order,
  );
}

/** Whether the means are ImageNet's from blue to red, as Caffe's networks take them. */
function isBlueFirst({ mean, range }: InputNormalisation): boolean {
  const usual = [...IMAGENET_MEAN].reverse();
  return (
    mean.length === usual.length &&
    mean.every((value, channel) => Math.abs(value / range - (usual[channel] as number)) < NEAR)
  );
}

function ranged(range: 1 | 255, name: string, channelOrder?: 'bgr'): Source {
  const rescale = range === 255 ? 1 : 1 / 255;
  const said = { rescale, mean: [0], std: [1], ...(channelOrder && { channelOrder }) };
  return { name, preprocessing: (input) => completeRecipe(said, input, name) };
}
