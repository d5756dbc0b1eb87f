import { floatAttribute, intAttribute } from '../onnx/ir.ts';
import { composite } from './support/composite.ts';
import { centred, scaleAndShift, scaledToUnit } from './support/standardise.ts';

/** y = (x - mean) / sqrt(variance + epsilon) * scale + bias, over the axes from `axis` on. */
export const LayerNormalization = composite('LayerNormalization', 17, [0], (tape) => {
  const x = tape.input(0);
  const rank = tape.dims(x).length;
  const first = (intAttribute(tape.node, 'axis', -1) + rank) % rank;
  const axes = Array.from({ length: rank - first }, (_, index) => first + index);
  const epsilon = floatAttribute(tape.node, 'epsilon', 1e-5);
  return scaleAndShift(tape, scaledToUnit(tape, centred(tape, x, axes), axes, epsilon));
});
