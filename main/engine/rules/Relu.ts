import type { ElementwiseRule } from './support/rule.ts';
import { NEWEST } from './support/rule.ts';
import { indicator } from './support/indicator.ts';

/** y = max(0, x): dy/dx = [x > 0]. */
export const Relu: ElementwiseRule = {
  op: 'Relu',
  opset: [14, NEWEST],
  kind: 'elementwise',
  inputs: [0],
  derivative: (tape) => indicator(tape.builder, 'Greater', tape.input(0), tape.builder.scalar(0)),
};
