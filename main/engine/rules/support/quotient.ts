import type { Builder } from '../../onnx/builder.ts';

/** Below this |x - x0| the quotient of differences is replaced by the derivative it tends to. */
const SMALL_DIFFERENCE = 1e-6;

/**
 * numerator / (x - x0), or `limit` where the denominator is too small to divide by: there the quotient,
 * which may be infinite or no number, is not taken.
 */
export function quotientOfDifferences(
  builder: Builder,
  x: string,
  x0: string,
  numerator: string,
  limit: () => string,
): string {
  const difference = builder.node('Sub', [x, x0]);
  const isSmall = builder.node('Less', [builder.node('Abs', [difference]), builder.scalar(SMALL_DIFFERENCE)]);
  return builder.node('Where', [isSmall, limit(), builder.node('Div', [numerator, difference])]);
}
