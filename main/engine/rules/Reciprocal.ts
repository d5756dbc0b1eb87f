import { elementwise } from './support/elementwise.ts';
import { slopeOfReciprocal } from './support/slopes.ts';

/** y = 1 / x: (y - y0) / (x - x0) = -y y0. */
export const Reciprocal = elementwise(
  'Reciprocal',
  13,
  ({ builder, output }) => slopeOfReciprocal(builder, output, output),
  ({ builder, output }, reference) => slopeOfReciprocal(builder, output, reference(output)),
);
