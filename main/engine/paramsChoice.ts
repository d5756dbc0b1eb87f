import * as z from 'zod';
import { WorkbenchError } from '../../shared/errors.ts';
import { paramsFormSchema, type Params, type ParamsForm } from '../../shared/params.ts';

/** What has parameters: a method or a metric. */
export interface Parametrised {
  readonly id: string;
  readonly params: z.ZodObject;
}

/**
 * The parameters given and the defaults of the others, checked.
 * @param kind begins the message: 'Method' or 'Metric'
 * @throws WorkbenchError 'input-invalid' for an unknown parameter or a value out of range
 */
export function chooseParams(kind: 'Method' | 'Metric', subject: Parametrised, given: Params = {}): Params {
  const parsed = subject.params.safeParse(given);
  if (parsed.success) return parsed.data as Params;
  const [issue] = parsed.error.issues;
  throw new WorkbenchError(
    'input-invalid',
    issue ? complaint(kind, subject, issue) : 'The parameters are not valid.',
  );
}

function complaint(kind: string, { id, params }: Parametrised, issue: z.core.$ZodIssue): string {
  const names = Object.keys(params.shape);
  if (issue.code === 'unrecognized_keys') {
    const known = names.length === 0 ? 'It has none.' : `It has: ${names.join(', ')}.`;
    return `${kind} ${id} has no parameter '${issue.keys.join("', '")}'. ${known}`;
  }
  return `Parameter ${id}.${issue.path.join('.')}: ${issue.message.replace(/^./, (first) => first.toLowerCase())}.`;
}

/** Parameters as JSON Schema, for forms and command lines. */
export function paramsForm({ params }: Pick<Parametrised, 'params'>): ParamsForm {
  return paramsFormSchema.parse(z.toJSONSchema(params));
}
