import { floatAttribute, intAttribute } from '../onnx/ir.ts';
import { composite } from './support/composite.ts';
import { scaleAndShift, scaledToUnit } from './support/standardise.ts';

/** y = x / sqrt(mean(x^2) + epsilon) * scale, over the axes from `axis` on. */
export const RMSNormalization = composite('RMSNormalization', 23, [0], (tape) => {
  const x = tape.input(0);
  const rank = tape.dims(x).length;
  const first = (intAttribute(tape.node, 'axis', -1) + rank) % rank;
  const axes = Array.from({ length: rank - first }, (_, index) => first + index);
  return scaleAndShift(tape, scaledToUnit(tape, x, axes, floatAttribute(tape.node, 'epsilon', 1e-5)));
});
