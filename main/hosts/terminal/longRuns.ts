import { formatDuration } from '../../../shared/figure/format.ts';
import type { ActivationSession } from '../../engine/activationSession.ts';
import type { MethodChoice } from '../../engine/methodChoice.ts';
import { estimateMethod, passesOf } from '../../engine/methodEstimates.ts';
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
