import type { ActivationPoint, ActivationSession } from '../../activationSession.ts';
import type { MethodResult } from '../method.ts';
import { multiplierRows } from './multiplierRows.ts';
import { weightedSum } from './weightedSum.ts';

/**
 * Explains by one weight per channel that follows from g = dF_c/dA alone.
 * @param weigh g and A of one channel, [H * W] each -> alpha_k
 */
export async function weighByGradient(
  session: ActivationSession,
  point: ActivationPoint,
  seeds: readonly Float32Array[],
  weigh: (gradient: Float32Array, activation: Float32Array) => number,
): Promise<MethodResult[]> {
  const rows = await multiplierRows('gradient', session, point, seeds);
  const [channels, height, width] = session.head.shape;
  const size = height * width;
  return rows.map(({ multiplier, logits, base, seed }) => {
    const alpha = Float32Array.from({ length: channels }, (_, k) =>
      weigh(
        multiplier.subarray(k * size, (k + 1) * size),
        point.activation.subarray(k * size, (k + 1) * size),
      ),
    );
    return { logits, base, seed, alpha, signed: weightedSum(alpha, point.activation), magnitude: null };
  });
}
