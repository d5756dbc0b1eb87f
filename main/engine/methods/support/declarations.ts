import type { Method, Properties } from '../method.ts';
import { backwardPass } from './costs.ts';

type Claim = Exclude<keyof Properties, 'gives'>;

/** What a method says of itself: what it gives, and which of the properties it has. */
export function declared(gives: Properties['gives'], ...claims: readonly Claim[]): Properties {
  const has = (claim: Claim) => claims.includes(claim);
  return {
    gives,
    needsGradient: has('needsGradient'),
    signed: has('signed'),
    complete: has('complete'),
    exactOnAffineHeads: has('exactOnAffineHeads'),
    stochastic: has('stochastic'),
  };
}

/** A method that needs the gradient of the head once. */
export const oneBackwardPass: Pick<Method, 'parts' | 'cost'> = {
  parts: () => ['gradient'],
  cost: () => backwardPass,
};
