import { float } from '../onnx/builder.ts';
import { floatAttribute, intAttribute } from '../onnx/ir.ts';
import type { LinearRule } from './support/rule.ts';
import { NEWEST } from './support/rule.ts';

/** y = alpha A B' + beta C with B' = B or B^T: dL/dA = alpha dL/dy B'^T. Images are the rows of A. */
export const Gemm: LinearRule = {
  op: 'Gemm',
  opset: [13, NEWEST],
  kind: 'linear',
  inputs: [0],
  backward(tape, dy) {
    const { builder, node } = tape;
    if (intAttribute(node, 'transA', 0) === 1) throw tape.unsupported('its first factor is transposed');
    return builder.node('Gemm', [dy, tape.input(1)], {
      alpha: float(floatAttribute(node, 'alpha', 1)),
      transB: 1 - intAttribute(node, 'transB', 0),
    });
  },
};
