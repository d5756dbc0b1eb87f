import * as z from 'zod';
import { WorkbenchError } from '../errors.ts';

// The window's content security policy forbids generated code, which zod would otherwise probe for.
z.config({ jitless: true });

/** `value` as `schema` describes it. Throws `input-invalid`, naming `what` and the first place that is wrong. */
export function validate<S extends z.ZodType>(schema: S, value: unknown, what: string): z.output<S> {
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0];
  const place =
    issue === undefined || issue.path.length === 0 ? '' : `, at ${issue.path.map(String).join('.')}`;
  throw new WorkbenchError('input-invalid', `${what}${place}: ${issue?.message ?? 'not of the agreed form'}`);
}
