import { NEWEST, type LinearRule } from './support/rule.ts';
import { repeatOver } from './support/reduction.ts';

/** y = sum of x over axes: dL/dx = dL/dy, repeated over them. */
export const ReduceSum: LinearRule = {
  op: 'ReduceSum',
  opset: [13, NEWEST],
  kind: 'linear',
  inputs: [0],
  backward: (tape, dy) => repeatOver(tape, dy),
};
