import { WorkbenchError } from '../../../../shared/errors.ts';
import type { ActivationPoint, ActivationSession, Backward, ExplainerRow } from '../../activationSession.ts';

/** One explained target with the multipliers at the layer: derivatives, or LIFT's. */
export interface MultiplierRow extends ExplainerRow {
  /** [C, H, W]. */
  readonly multiplier: Float32Array;
}

/** Rows of the head explainer, with their multipliers. */
export async function multiplierRows(
  backward: Backward,
  session: ActivationSession,
  point: ActivationPoint,
  seeds: readonly Float32Array[],
): Promise<MultiplierRow[]> {
  const rows = await session.explain(backward, point, seeds, true);
  return rows.map(({ multiplier, ...row }) => {
    if (multiplier) return { ...row, multiplier };
    throw new WorkbenchError('internal', 'The head explainer gave no multipliers.');
  });
}
