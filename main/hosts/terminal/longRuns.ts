import { formatDuration } from '../../../shared/figure/format.ts';
import type { ShapleyGoal } from '../../../shared/shapley.ts';
import type { ActivationSession } from '../../engine/activationSession.ts';
import type { MethodChoice } from '../../engine/methodChoice.ts';
import { estimateMethod, estimateShapley, passesOf } from '../../engine/methodEstimates.ts';
import { FEWEST_PAIRS_WITH_ERRORS } from '../../engine/methods/support/permutationSampling.ts';
import type { Program } from './program.ts';

/** An explanation that takes longer than this is announced. */
const LONG_MILLISECONDS = 5000;

/** Says before they start how long the slow methods take. */
export async function sayLongRuns(
  { say }: Program,
  session: ActivationSession,
  methods: readonly MethodChoice[],
): Promise<void> {
  // Without coalitions and masks there is nothing to wait for, and no need to measure.
  const slow = methods.filter(({ method, params }) => {
    const { head, model } = passesOf(method.cost(session.head, params));
    return head + model > 100;
  });
  for (const choice of slow) {
    const { milliseconds } = await estimateMethod(session, choice);
    if (milliseconds > LONG_MILLISECONDS)
      say(`${choice.method.id}: about ${formatDuration(milliseconds)} an image.`);
  }
}

/** Says before they are sampled how long the Shapley values take; of a standard error alone, the fewest pairs that have one. */
export async function sayShapleyTime(
  { say }: Program,
  session: ActivationSession,
  { pairs, error }: ShapleyGoal,
): Promise<void> {
  if (session.head.affine) return;
  const milliseconds = await estimateShapley(session, 2 * (pairs ?? FEWEST_PAIRS_WITH_ERRORS));
  if (milliseconds <= LONG_MILLISECONDS) return;
  const bound = pairs === undefined ? 'at least' : error === undefined ? 'about' : 'at most about';
  say(`Shapley values: ${bound} ${formatDuration(milliseconds)} an image.`);
}
