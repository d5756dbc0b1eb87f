import { floatAttribute } from '../onnx/ir.ts';
import { belowZero } from './support/belowZero.ts';
import { elementwise } from './support/elementwise.ts';

/** y = x, or alpha (e^x - 1) below 0: dy/dx = 1, or alpha e^x. */
export const Elu = elementwise('Elu', 6, (tape) => {
  const { builder, node } = tape;
  const power = builder.node('Exp', [tape.input(0)]);
  return belowZero(tape, builder.node('Mul', [power, builder.scalar(floatAttribute(node, 'alpha', 1))]));
});
