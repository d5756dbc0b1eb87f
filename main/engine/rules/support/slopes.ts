import type { Builder } from '../../onnx/builder.ts';

/*
 * Quotients of differences (y - y0) / (x - x0) of powers, in closed forms that do not cancel. They are
 * the derivatives where y0 = y.
 */

/** y = sqrt x: 1 / (y + y0); 0 where both are 0, as frameworks do for norms. */
export function slopeOfRoot(builder: Builder, y: string, y0: string): string {
  const sum = builder.node('Add', [y, y0]);
  const isPositive = builder.node('Greater', [sum, builder.scalar(0)]);
  return builder.node('Where', [isPositive, builder.node('Reciprocal', [sum]), builder.scalar(0)]);
}

/** y = 1 / x: -y y0. */
export function slopeOfReciprocal(builder: Builder, y: string, y0: string): string {
  return builder.node('Neg', [builder.node('Mul', [y, y0])]);
}

/** y = 1 / sqrt x: -y^2 y0^2 / (y + y0). */
export function slopeOfReciprocalRoot(builder: Builder, y: string, y0: string): string {
  const product = builder.node('Mul', [y, y0]);
  const sum = builder.node('Add', [y, y0]);
  return builder.node('Neg', [builder.node('Mul', [product, builder.node('Div', [product, sum])])]);
}
