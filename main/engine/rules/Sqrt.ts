import { elementwise } from './support/elementwise.ts';
import { slopeOfRoot } from './support/slopes.ts';

/** y = sqrt x: (y - y0) / (x - x0) = 1 / (y + y0). */
export const Sqrt = elementwise(
  'Sqrt',
  13,
  ({ builder, output }) => slopeOfRoot(builder, output, output),
  ({ builder, output }, reference) => slopeOfRoot(builder, output, reference(output)),
);
