import { floatAttribute, intAttribute } from '../onnx/ir.ts';
import { composite } from './support/composite.ts';
import { centred, perChannel, scaleAndShift, scaledToUnit } from './support/standardise.ts';

/** y = (x - mean) / sqrt(variance + epsilon) * scale + bias, over each group of channels. */
export const GroupNormalization = composite('GroupNormalization', 18, [0], (tape) => {
  const x = tape.input(0);
  const dims = tape.dims(x);
  const groups = intAttribute(tape.node, 'num_groups', 1);
  const grouped = tape.reshape(x, [dims[0] as number, groups, -1]);
  const unit = scaledToUnit(
    tape,
    centred(tape, grouped, [2]),
    [2],
    floatAttribute(tape.node, 'epsilon', 1e-5),
  );
  // Before operator set 21 there is one scale for each group.
  const isPerGroup = tape.dims(tape.input(1))[0] === groups && groups !== dims[1];
  if (isPerGroup) return tape.reshape(scaleAndShift(tape, unit, [groups, 1]), dims);
  return scaleAndShift(tape, tape.reshape(unit, dims), perChannel(dims));
});
