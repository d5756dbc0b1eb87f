import { intAttribute, intsAttribute } from '../onnx/ir.ts';
import { composite } from './support/composite.ts';
import { absolutePower, root } from './support/power.ts';
import { readWindow } from './support/window.ts';
import { windowSums } from './support/windowSums.ts';

/** y = (sum of |x|^p over a window)^(1/p). */
export const LpPool = composite('LpPool', 18, [0], (tape) => {
  const p = intAttribute(tape.node, 'p', 2);
  const powers = absolutePower(tape, tape.input(0), p);
  const window = readWindow(tape, intsAttribute(tape.node, 'kernel_shape') ?? []);
  return root(tape, windowSums(tape, powers, window), p);
});
