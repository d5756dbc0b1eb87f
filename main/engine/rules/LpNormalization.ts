import { intAttribute } from '../onnx/ir.ts';
import { composite } from './support/composite.ts';
import { absolutePower, root } from './support/power.ts';

/** y = x / (sum of |x|^p)^(1/p) along an axis; 0 where that norm is 0. */
export const LpNormalization = composite('LpNormalization', 1, [0], (tape) => {
  const x = tape.input(0);
  const { length } = tape.dims(x);
  const p = intAttribute(tape.node, 'p', 2);
  const axis = (intAttribute(tape.node, 'axis', -1) + length) % length;
  const norm = root(tape, tape.reduce('ReduceSum', absolutePower(tape, x, p), [axis]), p);
  const isZero = tape.each('Equal', [norm, tape.builder.scalar(0)]);
  const divisor = tape.each('Where', [isZero, tape.builder.scalar(1), norm]);
  return tape.each('Mul', [x, tape.each('Reciprocal', [divisor])]);
});
