import type { Coalitions } from '../../coalitions/coalitions.ts';
import type { Head } from '../../head.ts';
import type { Cost } from '../method.ts';
import { backwardPass, endpointPasses } from './costs.ts';
import { allCoalitions } from './exactShapley.ts';
import { orderOfPair, prefixesOfPair } from './permutationSampling.ts';
import { isEnumerable } from './shapleyGame.ts';

/**
 * What the Shapley values of all channels cost: a gradient where the head is affine, every coalition of few channels, the
 * beginnings of so many orders of more.
 */
export function shapleyCost({ affine, shape: [channels] }: Head, permutations: number): Cost {
  if (affine) return backwardPass;
  const coalitions = isEnumerable(channels) ? allCoalitions(channels) : beginningsOf(channels, permutations);
  return { ...endpointPasses, coalitions };
}

/** As many beginnings as of so many orders; all of one pair. */
function beginningsOf(channels: number, permutations: number): Coalitions {
  const pair = prefixesOfPair(orderOfPair(channels, 0, 0));
  return {
    count: permutations * (channels - 1),
    absent: (index) => pair.absent(index % pair.count),
  };
}
