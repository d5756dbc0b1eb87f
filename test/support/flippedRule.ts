import type { BilinearRule, LinearRule, PairedRule, Rule } from '../../main/engine/rules/support/rule.ts';
import type { Tape } from '../../main/engine/rules/support/tape.ts';

/** The rule with the sign of all that it sends back turned round. */
export function flipped(rule: Rule): Rule {
  switch (rule.kind) {
    case 'linear':
      return {
        ...rule,
        backward: (tape, dy, position) => negated(tape, rule.backward(tape, dy, position)),
      } satisfies LinearRule;
    case 'bilinear':
      return {
        ...rule,
        backward: (tape, dy, position, other) => negated(tape, rule.backward(tape, dy, position, other)),
      } satisfies BilinearRule;
    case 'paired':
      return {
        ...rule,
        backward: (tape, dy, position, reference) =>
          negated(tape, rule.backward(tape, dy, position, reference)),
      } satisfies PairedRule;
    case 'selection':
      return { ...rule, scatter: (tape, values, x) => negated(tape, rule.scatter(tape, values, x)) };
    case 'elementwise':
      return { ...rule, derivative: (tape) => negated(tape, rule.derivative(tape)) };
    case 'composite':
      return { ...rule, lower: (tape) => tape.each('Mul', [rule.lower(tape), tape.builder.scalar(-1)]) };
  }
}

function negated(tape: Tape, tensor: string): string {
  return tape.builder.node('Mul', [tensor, tape.builder.scalar(-1)]);
}
