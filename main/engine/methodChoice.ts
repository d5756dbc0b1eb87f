import type { MethodInfo } from '../../shared/api.ts';
import type { Params } from '../../shared/params.ts';
import { methodOf } from './methods/index.ts';
import type { Method } from './methods/method.ts';
import { chooseParams, paramsForm } from './paramsChoice.ts';

/** A method with all of its parameters, checked. */
export interface MethodChoice {
  readonly method: Method;
  readonly params: Params;
}

/**
 * A method by its id, with the parameters given and the defaults of the others.
 * @throws WorkbenchError 'input-invalid' for an unknown id, an unknown parameter or a value out of range
 */
export function chooseMethod(id: string, given?: Params): MethodChoice {
  const method = methodOf(id);
  return { method, params: chooseParams('Method', method, given) };
}

/** What the window is told of a method. */
export function describeMethod(method: Method): MethodInfo {
  const { id, title, summary, paper, properties } = method;
  return { id, title, summary, paper, properties, params: paramsForm(method) };
}
