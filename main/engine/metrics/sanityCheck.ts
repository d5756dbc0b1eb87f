import * as z from 'zod';
import { spearman } from '../../../shared/statistics/agreement.ts';
import { throwIfCancelled } from '../cancel.ts';
import type { Constant } from '../onnx/constant.ts';
import type { Node } from '../onnx/ir.ts';
import { randomiseWeights, weightedNodes } from '../passes/randomWeights.ts';
import type { Metric, MetricSubject } from './metric.ts';
import { explanationMap } from './support/explanationMap.ts';
import { MAP_PROTOCOL } from './support/maskedScores.ts';
import { structuralSimilarity } from './support/ssim.ts';

const params = z.strictObject({
  stages: z.int().min(0).max(1000).default(0).meta({
    title: 'Stages',
    description:
      'Groups of consecutive layers with weights that are randomised one after another, from the top down; 0 takes every layer by itself.',
  }),
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .default(0)
    .meta({
      title: 'Seed',
      description: 'Decides the random weights: the same seed gives the same number.',
    }),
});

/**
 * Parameter-randomisation sanity check (Adebayo et al. 2018): the maps of a model whose weights were randomised, from
 * the logits down (cascading) and one at a time (independent), against the map of the trained model; layer by layer, or
 * in groups of layers. A map that stays the same does not tell what the model has learnt. The value is the mean Spearman
 * correlation over the cascade.
 */
export const sanityCheck: Metric<typeof params> = {
  id: 'sanity-check',
  title: 'Parameter-randomisation sanity check',
  short: 'Sanity',
  summary: 'How similar the map stays when the weights of the model are randomised from the top down.',
  paper: {
    title: 'Adebayo et al., Sanity Checks for Saliency Maps, NeurIPS 2018',
    url: 'https://arxiv.org/abs/1810.03292',
  },
  better: 'lower',
  params,
  needs: ['explainer', 'weights'],
  async run(subject, { stages, seed }) {
    const topDown = weightedNodes(subject.classifier.model.graph).reverse();
    const groups = split(topDown, stages || topDown.length);
    const shuffled: Shuffled = new Map();
    const cascading: Likeness[] = [];
    const independent: Likeness[] = [];
    for (const [index, group] of groups.entries()) {
      cascading.push(await likeness(subject, groups.slice(0, index + 1).flat(), seed, shuffled));
      // The first step of the cascade randomises the first group alone.
      independent.push(
        index === 0 ? (cascading[0] as Likeness) : await likeness(subject, group, seed, shuffled),
      );
    }
    const value = mean(cascading.map((each) => each.spearman));
    const undefinedStages = [...cascading, ...independent].some((each) => each.spearman === null);
    return {
      value,
      parts: {
        cascadingSpearman: cascading.map((each) => each.spearman),
        cascadingSsim: cascading.map((each) => each.ssim),
        independentSpearman: independent.map((each) => each.spearman),
        independentSsim: independent.map((each) => each.ssim),
      },
      protocol: {
        spearman: "map before ReLU, at the layer's resolution",
        ssim: `E (${MAP_PROTOCOL}), Gaussian window 11, sigma 1.5`,
        randomisation: 'values of each weight tensor shuffled',
        order: 'from the logits down',
        layers: topDown.length,
        stages: groups.length,
        seed,
      },
      note: undefinedStages
        ? 'Where a map is constant there is no correlation: such stages are left out.'
        : null,
    };
  },
};

/** Tensors whose values have been shuffled: each once, however often it is used. */
type Shuffled = Map<string, Constant>;

interface Likeness {
  readonly spearman: number | null;
  readonly ssim: number | null;
}

/** The map of a model in which the weights of some nodes are random, against the true one. */
async function likeness(
  subject: MetricSubject,
  nodes: readonly Node[],
  seed: number,
  shuffled: Shuffled,
): Promise<Likeness> {
  throwIfCancelled(subject.signal, 'The sanity check');
  const { classifier, image, map } = subject;
  const { height, width } = classifier.input;
  const graph = randomiseWeights(classifier.model.graph, nodes, seed, shuffled);
  const random = await subject.explain(image, { ...classifier, model: { ...classifier.model, graph } });
  const [before, after] = [explanationMap(map, height, width), explanationMap(random, height, width)];
  return {
    // Before ReLU: an explanation of random weights is often negative all over.
    spearman: spearman(map.signed, random.signed),
    ssim: structuralSimilarity(before, after, height, width),
  };
}

/** At most `count` groups of nearly equal size, none of them empty. */
function split<T>(items: readonly T[], count: number): T[][] {
  const groups = Math.min(count, items.length);
  const edge = (index: number) => Math.round((index * items.length) / groups);
  return Array.from({ length: groups }, (_, index) => items.slice(edge(index), edge(index + 1)));
}

function mean(values: readonly (number | null)[]): number | null {
  const defined = values.filter((value) => value !== null);
  return defined.length === 0 ? null : defined.reduce((sum, value) => sum + value, 0) / defined.length;
}
