import { NEWEST, type LinearRule } from './rule.ts';

/** Operators that keep the numbers in their order: dL/dx is dL/dy in the shape of x. */
export function reshaping(op: string, since: number): LinearRule {
  return {
    op,
    opset: [since, NEWEST],
    kind: 'linear',
    inputs: [0],
    backward: (tape, dy) => tape.builder.node('Reshape', [dy, tape.batchedShape(tape.input(0))]),
  };
}
