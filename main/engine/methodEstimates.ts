import type { EngineCalls, MethodEstimate } from '../../shared/api.ts';
import type { ActivationSession } from './activationSession.ts';
import { chooseMethod, type MethodChoice } from './methodChoice.ts';
import { paceOf } from './pace.ts';

/** What one explanation of an image costs at this layer, its own forward pass not counted. */
export async function estimateMethod(
  session: ActivationSession,
  { method, params }: MethodChoice,
): Promise<MethodEstimate> {
  const { head, model, milliseconds: beside = 0 } = method.cost(session.head, params);
  const pace = await paceOf(session);
  const milliseconds = head * pace.head + model * pace.model + beside;
  return { method: method.id, passes: { head, model }, milliseconds };
}

/** @throws WorkbenchError 'input-invalid' for parameters out of range */
export function estimateMethods(
  session: ActivationSession,
  asked: EngineCalls['method.estimates']['input']['methods'],
): Promise<MethodEstimate[]> {
  return Promise.all(
    asked.map(async ({ method, params }) => estimateMethod(session, chooseMethod(method, params))),
  );
}
