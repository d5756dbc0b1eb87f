import { floatAttribute } from '../onnx/ir.ts';
import { composite } from './support/composite.ts';

/** y = x sigmoid(alpha x). */
export const Swish = composite('Swish', 24, [0], (tape) => {
  const x = tape.input(0);
  const alpha = floatAttribute(tape.node, 'alpha', 1);
  const scaled = alpha === 1 ? x : tape.each('Mul', [x, tape.builder.scalar(alpha)]);
  return tape.each('Mul', [x, tape.each('Sigmoid', [scaled])]);
});
