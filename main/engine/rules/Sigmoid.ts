import type { ElementwiseRule } from './support/rule.ts';
import { NEWEST } from './support/rule.ts';

/** y = 1 / (1 + exp(-x)): dy/dx = y (1 - y). */
export const Sigmoid: ElementwiseRule = {
  op: 'Sigmoid',
  opset: [13, NEWEST],
  kind: 'elementwise',
  inputs: [0],
  derivative({ builder, output }) {
    return builder.node('Mul', [output, builder.node('Sub', [builder.scalar(1), output])]);
  },
};
