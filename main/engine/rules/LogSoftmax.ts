import { intAttribute } from '../onnx/ir.ts';
import { exponentials, slopeOfLogarithm, throughExponential } from './support/exponentials.ts';
import { NEWEST, type PairedRule } from './support/rule.ts';

/** y = x - s - ln S with S = sum of exp(x - s): m_x = dy - sum(dy) (ln S - ln S0)/(S - S0) (e - e0)/(x - x0). */
export const LogSoftmax: PairedRule = {
  op: 'LogSoftmax',
  opset: [13, NEWEST],
  kind: 'paired',
  inputs: [0],
  backward(tape, dy, _position, reference) {
    const { builder } = tape;
    const rank = tape.dims(tape.input(0)).length;
    const axis = (intAttribute(tape.node, 'axis', -1) + rank) % rank;
    const found = exponentials(tape, [axis], reference);
    const total = builder.node('ReduceSum', [dy, builder.ints([axis])], { keepdims: 1 });
    const shared = builder.node('Mul', [total, slopeOfLogarithm(tape, found)]);
    return builder.node('Sub', [dy, throughExponential(tape, shared, found, reference)]);
  },
};
