import { floatAttribute } from '../onnx/ir.ts';
import { belowZero } from './support/belowZero.ts';
import { elementwise } from './support/elementwise.ts';

/** y = x, or alpha x below 0: dy/dx = 1, or alpha. */
export const LeakyRelu = elementwise('LeakyRelu', 16, (tape) =>
  belowZero(tape, tape.builder.scalar(floatAttribute(tape.node, 'alpha', 0.01))),
);
