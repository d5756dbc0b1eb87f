import { DataType } from '../onnx/constant.ts';
import { intAttribute } from '../onnx/ir.ts';
import { NEWEST, type LinearRule } from './support/rule.ts';

const FLOATS: readonly number[] = [DataType.float16, DataType.bfloat16, DataType.float32, DataType.float64];

/** y = x in another floating-point width. */
export const Cast: LinearRule = {
  op: 'Cast',
  opset: [13, NEWEST],
  kind: 'linear',
  inputs: [0],
  backward(tape, dy) {
    if (!FLOATS.includes(intAttribute(tape.node, 'to', 0))) throw tape.unsupported('it rounds to integers');
    return tape.builder.node('Cast', [dy], { to: tape.builder.floatType });
  },
};
