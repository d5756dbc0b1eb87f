import { integersOf } from '../onnx/constant.ts';
import { intAttribute } from '../onnx/ir.ts';
import { composite } from './support/composite.ts';

/** The slices of x along an axis (or its elements in order) for which a constant condition holds. */
export const Compress = composite('Compress', 9, [0], (tape) => {
  const x = tape.input(0);
  const kept = integersOf(tape.requireConstant(1, 'condition'))?.flatMap((holds, index) =>
    holds ? [index] : [],
  );
  if (!kept) throw tape.unsupported('its condition is not of truth values');
  const isFlat = !tape.node.attributes.has('axis');
  const source = isFlat ? tape.reshape(x, [-1]) : x;
  return tape.write('Gather', [source, tape.builder.ints(kept)], tape.dims(tape.output), {
    axis: intAttribute(tape.node, 'axis', 0),
  });
});
