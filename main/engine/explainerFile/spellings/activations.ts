import { floatAttribute, stringAttribute } from '../../onnx/ir.ts';
import { composite } from '../../rules/support/composite.ts';
import type { Lowering } from '../../rules/support/lowering.ts';

/** y = alpha Elu(x / alpha). */
export const Celu = composite('Celu', 12, [0], (tape) => {
  const alpha = floatAttribute(tape.node, 'alpha', 1);
  const scaled = tape.each('Mul', [tape.input(0), tape.builder.scalar(1 / alpha)]);
  return tape.each('Mul', [tape.each('Elu', [scaled]), tape.builder.scalar(alpha)]);
});

/** y = x tanh(softplus x). */
export const Mish = composite('Mish', 18, [0], (tape) => {
  const x = tape.input(0);
  return tape.each('Mul', [x, tape.each('Tanh', [tape.each('Softplus', [x])])]);
});

/** y = x (1 + s) / 2, s = erf(x / sqrt 2) or its approximation by tanh. */
export const Gelu = composite('Gelu', 20, [0], (tape) => {
  const { builder, node } = tape;
  const x = tape.input(0);
  const isTanh = stringAttribute(node, 'approximate', 'none') === 'tanh';
  const s = isTanh ? tanhOfCubic(tape, x) : tape.each('Erf', [times(tape, x, Math.SQRT1_2)]);
  return tape.each('Mul', [x, times(tape, tape.each('Add', [s, builder.scalar(1)]), 0.5)]);
});

/** tanh(sqrt(2/pi) (x + 0.044715 x^3)). */
function tanhOfCubic(tape: Lowering, x: string): string {
  const cube = tape.each('Mul', [x, tape.each('Mul', [x, x])]);
  const sum = tape.each('Add', [x, times(tape, cube, 0.044715)]);
  return tape.each('Tanh', [times(tape, sum, Math.sqrt(2 / Math.PI))]);
}

function times(tape: Lowering, x: string, factor: number): string {
  return tape.each('Mul', [x, tape.builder.scalar(factor)]);
}
