import type { Lowering } from './lowering.ts';
import { NEWEST, type CompositeRule } from './rule.ts';

/** An operator that stands for simpler ones. @param inputs positions that may depend on the activation */
export function composite(
  op: string,
  since: number,
  inputs: readonly number[] | 'all',
  lower: (tape: Lowering) => string,
): CompositeRule {
  return { op, opset: [since, NEWEST], kind: 'composite', inputs, lower };
}
