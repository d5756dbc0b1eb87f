import type { EngineCalls, MethodEstimate } from '../../shared/api.ts';
import type { CancelSignal } from '../../shared/job.ts';
import type { ActivationSession } from './activationSession.ts';
import { throwIfCancelled } from './cancel.ts';
import { chooseMethod, type MethodChoice } from './methodChoice.ts';
import type { Cost } from './methods/method.ts';
import { shapleyCost } from './methods/support/shapleyCost.ts';
import { coalitionPaceOf, paceOf } from './pace.ts';

/** What one explanation of an image costs at this layer, its own forward pass not counted. */
export async function estimateMethod(
  session: ActivationSession,
  { method, params }: MethodChoice,
): Promise<MethodEstimate> {
  const cost = method.cost(session.head, params);
  return {
    method: method.id,
    passes: passesOf(cost),
    milliseconds: await millisecondsOf(session, method.id, cost),
  };
}

/** Forward passes through head and model; a coalition counts as one through the head. */
export function passesOf({ head, model, coalitions }: Cost): MethodEstimate['passes'] {
  return { head: head + (coalitions?.count ?? 0), model };
}

/** Milliseconds that the Shapley values of an image's channels take, with so many orders of the channels where they are sampled. */
export function estimateShapley(session: ActivationSession, permutations: number): Promise<number> {
  return millisecondsOf(session, 'shap-cam', shapleyCost(session.head, permutations));
}

async function millisecondsOf(
  session: ActivationSession,
  method: string,
  { head, model, coalitions, milliseconds: beside = 0 }: Cost,
): Promise<number> {
  const pace = await paceOf(session);
  const passes = head * pace.head + model * pace.model + beside;
  if (!coalitions) return passes;
  const { shared, each } = await coalitionPaceOf(session, method, coalitions);
  return passes + shared + coalitions.count * each;
}

/**
 * One after another, so that none is timed while another runs.
 * @throws WorkbenchError 'input-invalid' for parameters out of range; 'cancelled' between two methods
 */
export async function estimateMethods(
  session: ActivationSession,
  asked: EngineCalls['method.estimates']['input']['methods'],
  signal?: CancelSignal,
): Promise<MethodEstimate[]> {
  const choices = asked.map(({ method, params }) => chooseMethod(method, params));
  const estimates: MethodEstimate[] = [];
  for (const choice of choices) {
    throwIfCancelled(signal, 'Measuring how long methods take');
    estimates.push(await estimateMethod(session, choice));
  }
  return estimates;
}
