import { probabilities } from '../../targets.ts';
import type { Logits } from '../../passes/logits.ts';

/*
 * ReST, the residual softmax target (Cai 2025): u = sum_i s_i (y_i + log p_i) for the weights s of the
 * logits, which for one class is its logit less the cross-entropy. Of a class held against another it is twice the
 * difference of their logits. Where the model ends in sigmoids, p_i is class i's own.
 */

/** du/dy: 2 s - (sum s) p, or s (2 - p) for sigmoids. */
export function restGradient(
  seed: Float32Array,
  logits: Float32Array,
  activation: Logits['activation'],
): Float32Array {
  const shares = probabilities(logits, activation);
  if (activation === 'sigmoid') return seed.map((weight, i) => weight * (2 - (shares[i] as number)));
  const total = sumOf(seed);
  return seed.map((weight, i) => 2 * weight - total * (shares[i] as number));
}

/** (d²u/dy²) d: -(sum s) (p d - p (p · d)), or -s p (1 - p) d for sigmoids. */
export function restHessianProduct(
  seed: Float32Array,
  logits: Float32Array,
  direction: Float32Array,
  activation: Logits['activation'],
): Float32Array {
  const shares = probabilities(logits, activation);
  const along = shares.map((share, i) => share * (direction[i] as number));
  if (activation === 'sigmoid') {
    return seed.map((weight, i) => -weight * (along[i] as number) * (1 - (shares[i] as number)));
  }
  const [total, mean] = [sumOf(seed), sumOf(along)];
  return along.map((value, i) => -total * (value - (shares[i] as number) * mean));
}

function sumOf(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
