import { composite } from './support/composite.ts';

/** y = maximum of x over the spatial axes. */
export const GlobalMaxPool = composite('GlobalMaxPool', 1, [0], (tape) => {
  const x = tape.input(0);
  return tape.reduce('ReduceMax', x, tape.spatialAxes(x));
});
