import { floatAttribute } from '../onnx/ir.ts';
import { composite } from './support/composite.ts';
import { centred, perChannel, scaleAndShift, scaledToUnit } from './support/standardise.ts';

/** y = (x - mean) / sqrt(variance + epsilon) * scale + bias, over the positions of each channel. */
export const InstanceNormalization = composite('InstanceNormalization', 6, [0], (tape) => {
  const x = tape.input(0);
  const axes = tape.spatialAxes(x);
  const unit = scaledToUnit(tape, centred(tape, x, axes), axes, floatAttribute(tape.node, 'epsilon', 1e-5));
  return scaleAndShift(tape, unit, perChannel(tape.dims(x)));
});
