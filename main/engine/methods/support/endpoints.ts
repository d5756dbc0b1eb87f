import { elementCount } from '../../../../shared/tensor.ts';
import type { ActivationPoint, ActivationSession } from '../../activationSession.ts';

/** What every explanation of an image starts from: the logits with all channels and with none. */
export interface Endpoints {
  /** F(A), before softmax. */
  readonly logits: Float32Array;
  /** F(0). */
  readonly base: Float32Array;
  /** The seeds, a row of zeros replaced by the one-hot row of the largest logit. */
  readonly seeds: readonly Float32Array[];
}

/** Runs the head on A and on zeros, in one batch. */
export async function endpoints(
  session: ActivationSession,
  point: ActivationPoint,
  seeds: readonly Float32Array[],
): Promise<Endpoints> {
  const both = new Float32Array(2 * elementCount(session.head.shape));
  both.set(point.activation);
  const [logits, base] = (await session.logits(point, both, 2)) as [Float32Array, Float32Array];
  return { logits, base, seeds: seeds.map((seed) => (isZero(seed) ? topClass(logits) : seed)) };
}

function isZero(seed: Float32Array): boolean {
  return seed.every((weight) => weight === 0);
}

/** One-hot row of the largest logit; of equal ones, the first. */
function topClass(logits: Float32Array): Float32Array {
  let top = 0;
  for (const [index, logit] of logits.entries()) if (logit > (logits[top] as number)) top = index;
  const seed = new Float32Array(logits.length);
  seed[top] = 1;
  return seed;
}
