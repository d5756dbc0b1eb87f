import type { RuleCase, RuleCases } from '../../../support/ruleCase.ts';

/** A function that changes in steps, which has no derivative but zero: explained as one with what is made of it. */
function step(op: string): RuleCase[] {
  const between = [-2.4, 2.4] as const;
  return [
    { name: 'added', shape: [2, 3, 4], range: between, build: (b, x) => b.node('Add', [x, b.node(op, [x])]) },
    {
      name: 'a factor',
      shape: [1, 3, 4],
      range: between,
      build: (b, x) => b.node('Mul', [x, b.node(op, [x])]),
    },
    {
      name: 'inside a function',
      shape: [2, 2, 3],
      range: between,
      build: (b, x) => b.node('Sin', [b.node('Sub', [x, b.node(op, [b.node('Mul', [x, b.scalar(1.3)])])])]),
    },
  ];
}

export const cases: RuleCases = {
  Ceil: step('Ceil'),
  Floor: step('Floor'),
  Round: step('Round'),
  Sign: step('Sign'),
};
