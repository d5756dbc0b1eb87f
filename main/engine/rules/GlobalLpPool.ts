import { intAttribute } from '../onnx/ir.ts';
import { composite } from './support/composite.ts';
import { absolutePower, root } from './support/power.ts';

/** y = (sum of |x|^p over the spatial axes)^(1/p). */
export const GlobalLpPool = composite('GlobalLpPool', 2, [0], (tape) => {
  const p = intAttribute(tape.node, 'p', 2);
  const powers = absolutePower(tape, tape.input(0), p);
  return root(tape, tape.reduce('ReduceSum', powers, tape.spatialAxes(powers)), p);
});
