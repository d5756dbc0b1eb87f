import { composite } from '../../rules/support/composite.ts';
import type { Lowering } from '../../rules/support/lowering.ts';

/*
 * Asin, Acos, Atan, Asinh and Atanh have no spelling by operators with CUDA kernels that keeps float32's precision everywhere:
 * they stay as they are.
 */

/** y = sin x / cos x. */
export const Tan = composite('Tan', 7, [0], (tape) =>
  tape.each('Div', [tape.each('Sin', [tape.input(0)]), tape.each('Cos', [tape.input(0)])]),
);

export const Cosh = composite('Cosh', 9, [0], cosh);

/** y = tanh x cosh x, which does not cancel near 0 as e^x - e^-x does. */
export const Sinh = composite('Sinh', 9, [0], (tape) =>
  tape.each('Mul', [tape.each('Tanh', [tape.input(0)]), cosh(tape)]),
);

/** y = ln(x + sqrt((x - 1) (x + 1))). */
export const Acosh = composite('Acosh', 9, [0], (tape) => {
  const x = tape.input(0);
  const square = tape.each('Mul', [plus(tape, x, -1), plus(tape, x, 1)]);
  return tape.each('Log', [tape.each('Add', [x, tape.each('Sqrt', [square])])]);
});

/** (e^x + e^-x) / 2. */
function cosh(tape: Lowering): string {
  const x = tape.input(0);
  const sum = tape.each('Add', [tape.each('Exp', [x]), tape.each('Exp', [tape.each('Neg', [x])])]);
  return tape.each('Mul', [sum, tape.builder.scalar(0.5)]);
}

function plus(tape: Lowering, x: string, term: number): string {
  return tape.each('Add', [x, tape.builder.scalar(term)]);
}
