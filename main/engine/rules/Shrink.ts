import { floatAttribute } from '../onnx/ir.ts';
import { indicator } from './support/indicator.ts';
import { elementwise } from './support/elementwise.ts';

/** y = x moved towards 0 by the bias where |x| > lambd, 0 elsewhere: dy/dx = [|x| > lambd]. */
export const Shrink = elementwise('Shrink', 9, (tape) => {
  const { builder, node } = tape;
  const limit = builder.scalar(floatAttribute(node, 'lambd', 0.5));
  return indicator(builder, 'Greater', builder.node('Abs', [tape.input(0)]), limit);
});
