import { intsAttribute } from '../onnx/ir.ts';
import { composite } from './support/composite.ts';
import { centred } from './support/standardise.ts';

/** Added to the standard deviation, as the specification has it. */
const EPSILON = 1e-9;

/** y = (x - mean) / (sqrt(variance) + epsilon), over axes. */
export const MeanVarianceNormalization = composite('MeanVarianceNormalization', 13, [0], (tape) => {
  const axes = intsAttribute(tape.node, 'axes') ?? [0, 2, 3];
  const difference = centred(tape, tape.input(0), axes);
  const variance = tape.reduce('ReduceMean', tape.each('Mul', [difference, difference]), axes);
  const deviation = tape.each('Add', [tape.each('Sqrt', [variance]), tape.builder.scalar(EPSILON)]);
  return tape.each('Mul', [difference, tape.each('Reciprocal', [deviation])]);
});
