import { floatAttribute } from '../onnx/ir.ts';
import { belowZero } from './support/belowZero.ts';
import { elementwise } from './support/elementwise.ts';

/** y = x, or alpha (e^(x/alpha) - 1) below 0: dy/dx = 1, or e^(x/alpha). */
export const Celu = elementwise('Celu', 12, (tape) => {
  const { builder, node } = tape;
  const scaled = builder.node('Mul', [tape.input(0), builder.scalar(1 / floatAttribute(node, 'alpha', 1))]);
  return belowZero(tape, builder.node('Exp', [scaled]));
});
