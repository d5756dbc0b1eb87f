import type { Head } from '../head.ts';
import { multiplications } from '../multiplications.ts';
import { elementCount } from '../../../shared/tensor.ts';
import type { CoalitionPlan } from './plan.ts';

/** Multiplications of what all coalitions of an image share: the head before the cuts, and the parts of all channels. */
export function sharedMultiplications({ before, parts }: CoalitionPlan, { shape, walk }: Head): number {
  const { shapes } = walk.facts;
  const [channels] = shape;
  const ends = before ? 2 * multiplications(before.model.graph, shapes) : 0;
  const product = parts?.product ? elementCount(parts.product.of.weights.dims) : 0;
  const alone = parts?.stage ? channels * multiplications(parts.stage.model.graph, shapes) : 0;
  return ends + product + alone;
}
