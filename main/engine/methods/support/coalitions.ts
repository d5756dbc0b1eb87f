import type { ActivationPoint, ActivationSession } from '../../activationSession.ts';
import { CoalitionRunner } from '../../coalitions/coalitionRunner.ts';
import type { Coalitions } from '../../coalitions/coalitions.ts';
import type { ImageContext } from '../method.ts';

export type { Coalitions } from '../../coalitions/coalitions.ts';

/**
 * Runs the head alone on coalitions, channels outside set to zero, as many at a time as memory allows.
 * @param onLogits told F of each coalition, in order
 * @throws WorkbenchError 'cancelled' between two batches
 */
export async function runCoalitions(
  session: ActivationSession,
  point: ActivationPoint,
  coalitions: Coalitions,
  { signal }: ImageContext,
  onLogits: (logits: Float32Array, index: number) => void,
): Promise<void> {
  const runner = await CoalitionRunner.open(session, point, coalitions.count, true, signal);
  await runner.run(coalitions, signal, onLogits);
}
