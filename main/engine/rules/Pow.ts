import { floatsOf, integersOf } from '../onnx/constant.ts';
import type { Reference } from './support/reference.ts';
import { elementwise } from './support/elementwise.ts';
import { slopeOfReciprocal, slopeOfReciprocalRoot, slopeOfRoot } from './support/slopes.ts';
import type { Tape } from './support/tape.ts';

/** y = x^p for an exponent that does not depend on the activation: dy/dx = p x^(p-1). */
export const Pow = elementwise('Pow', 15, derivative, slope);

function derivative(tape: Tape): string {
  const closed = slope(tape, (tensor) => tensor);
  if (closed !== undefined) return closed;
  const { builder } = tape;
  // The exponent may be of another type than the base.
  const exponent = builder.node('Cast', [tape.input(1)], { to: builder.floatType });
  const power = builder.node('Pow', [tape.input(0), builder.node('Sub', [exponent, builder.scalar(1)])]);
  return builder.node('Mul', [exponent, power]);
}

/** Closed forms for the exponents that norms are written with. */
function slope(tape: Tape, reference: Reference): string | undefined {
  const { builder, output } = tape;
  const x = tape.input(0);
  switch (singleExponent(tape)) {
    case 2:
      return builder.node('Add', [x, reference(x)]);
    case 0.5:
      return slopeOfRoot(builder, output, reference(output));
    case -1:
      return slopeOfReciprocal(builder, output, reference(output));
    case -0.5:
      return slopeOfReciprocalRoot(builder, output, reference(output));
    default:
      return undefined;
  }
}

function singleExponent(tape: Tape): number | undefined {
  const constant = tape.constant(1);
  const values = constant && (floatsOf(constant) ?? integersOf(constant));
  return values?.length === 1 ? values[0] : undefined;
}
