import { intAttribute } from '../onnx/ir.ts';
import { exponentials, throughExponential } from './support/exponentials.ts';
import { NEWEST, type PairedRule } from './support/rule.ts';

/**
 * y = e r with e = exp(x - s), r = 1 / sum e, s one constant for both passes. As its primitives:
 * m_e = dy (r + r0)/2 + sum(dy (e + e0)/2) (r - r0)/(S - S0), the last factor being -r r0.
 */
export const Softmax: PairedRule = {
  op: 'Softmax',
  opset: [13, NEWEST],
  kind: 'paired',
  inputs: [0],
  backward(tape, dy, _position, reference) {
    const { builder } = tape;
    const rank = tape.dims(tape.input(0)).length;
    const axis = (intAttribute(tape.node, 'axis', -1) + rank) % rank;
    const found = exponentials(tape, [axis], reference);
    const [r, r0] = [found.sum, found.sum0].map((sum) => builder.node('Reciprocal', [sum])) as [
      string,
      string,
    ];
    const mean = (a: string, b: string) =>
      builder.node('Mul', [builder.node('Add', [a, b]), builder.scalar(0.5)]);
    const direct = builder.node('Mul', [dy, mean(r, r0)]);
    const products = builder.node('Mul', [dy, mean(found.e, found.e0)]);
    const together = builder.node('ReduceSum', [products, builder.ints([axis])], { keepdims: 1 });
    const shared = builder.node('Mul', [together, builder.node('Mul', [r, r0])]);
    return throughExponential(tape, builder.node('Sub', [direct, shared]), found, reference);
  },
};
