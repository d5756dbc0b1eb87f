import type { ActivationSession } from './activationSession.ts';
import { CoalitionRunner } from './coalitions/coalitionRunner.ts';
import type { MethodChoice } from './methodChoice.ts';

/** Compiles all that a method runs, so that its first explanation takes no longer than the next. */
export async function prepareMethod(
  session: ActivationSession,
  { method, params }: MethodChoice,
): Promise<void> {
  const { head } = session;
  await session.prepare(...method.parts(head, params));
  const { coalitions } = method.cost(head, params);
  if (coalitions) await CoalitionRunner.prepare(session, coalitions.count);
}
