import { z } from 'zod';
import type { MethodInfo } from '../../shared/api.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import { paramsFormSchema, type Params, type ParamsForm } from '../../shared/params.ts';
import { methodOf } from './methods/index.ts';
import type { Method } from './methods/method.ts';

/** A method with all of its parameters, checked. */
export interface MethodChoice {
  readonly method: Method;
  readonly params: Params;
}

/**
 * A method by its id, with the parameters given and the defaults of the others.
 * @throws WorkbenchError 'input-invalid' for an unknown id, an unknown parameter or a value out of range
 */
export function chooseMethod(id: string, given: Params = {}): MethodChoice {
  const method = methodOf(id);
  const parsed = method.params.safeParse(given);
  if (parsed.success) return { method, params: parsed.data as Params };
  const [issue] = parsed.error.issues;
  throw new WorkbenchError(
    'input-invalid',
    issue ? complaint(method, issue) : 'The parameters are not valid.',
  );
}

function complaint({ id, params }: Method, issue: z.core.$ZodIssue): string {
  const names = Object.keys(params.shape);
  if (issue.code === 'unrecognized_keys') {
    const known = names.length === 0 ? 'It has none.' : `It has: ${names.join(', ')}.`;
    return `Method ${id} has no parameter '${issue.keys.join("', '")}'. ${known}`;
  }
  return `Parameter ${id}.${issue.path.join('.')}: ${issue.message.replace(/^./, (first) => first.toLowerCase())}.`;
}

/** A method's parameters as JSON Schema, for forms and command lines. */
export function paramsForm({ params }: Method): ParamsForm {
  return paramsFormSchema.parse(z.toJSONSchema(params));
}

/** What the window is told of a method. */
export function describeMethod(method: Method): MethodInfo {
  const { id, title, summary, paper, properties } = method;
  return { id, title, summary, paper, properties, params: paramsForm(method) };
}
