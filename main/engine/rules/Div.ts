import { floatsOf, likeConstant } from '../onnx/constant.ts';
import { composite } from './support/composite.ts';

/** a / b = a (1 / b). */
export const Div = composite('Div', 14, [0, 1], (tape) => {
  const constant = tape.constant(1);
  const divisors = constant && floatsOf(constant);
  const reciprocal = divisors
    ? tape.builder.constant(
        likeConstant(
          constant,
          constant.dims,
          divisors.map((each) => 1 / each),
        ),
        'reciprocal',
      )
    : tape.each('Reciprocal', [tape.input(1)]);
  return tape.each('Mul', [tape.input(0), reciprocal]);
});
