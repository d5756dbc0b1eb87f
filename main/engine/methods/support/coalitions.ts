import type { ActivationPoint, ActivationSession } from '../../activationSession.ts';
import { CoalitionRunner } from '../../coalitions/coalitionRunner.ts';
import type { Coalitions } from '../../coalitions/coalitions.ts';
import type { ImageContext } from '../method.ts';

/**
 * v of coalitions for each seed, by the head alone, channels outside set to zero, as many at a time as pays.
 * @returns a row for each seed, [coalitions]
 * @throws WorkbenchError 'cancelled' between two batches
 */
export async function scoreCoalitions(
  session: ActivationSession,
  point: ActivationPoint,
  coalitions: Coalitions,
  seeds: readonly Float32Array[],
  { signal, onProgress }: ImageContext,
): Promise<Float64Array[]> {
  const runner = await CoalitionRunner.open(session, point, coalitions.count, signal);
  const scorers = seeds.map((seed) => runner.scorer(seed));
  return runner.scores(coalitions, scorers, signal, (done) => onProgress?.(done, coalitions.count));
}
