import { float } from '../onnx/builder.ts';
import { floatAttribute, intAttribute } from '../onnx/ir.ts';
import type { Lowering } from './support/lowering.ts';
import { NEWEST, type LinearRule } from './support/rule.ts';

/**
 * y = alpha A' B' + beta C, B' = B or B^T: dL/dA = alpha dL/dy B'^T. Images are the rows of A; where A is transposed, or
 * B or C varies, it stands for the product and the sum that it is made of.
 */
export const Gemm: LinearRule = {
  op: 'Gemm',
  opset: [13, NEWEST],
  kind: 'linear',
  inputs: [0, 1, 2],
  lower(tape) {
    const isPlain =
      intAttribute(tape.node, 'transA', 0) === 0 &&
      ![1, 2].some((position) => tape.varies(tape.input(position)));
    if (isPlain) return undefined;
    const factors = [turned(tape, 0, 'transA'), turned(tape, 1, 'transB')];
    const product = times(tape, tape.write('MatMul', factors, tape.dims(tape.output)), 'alpha');
    return tape.input(2) === '' ? product : tape.each('Add', [product, times(tape, tape.input(2), 'beta')]);
  },
  backward(tape, dy) {
    const { builder, node } = tape;
    return builder.node('Gemm', [dy, tape.input(1)], {
      alpha: float(floatAttribute(node, 'alpha', 1)),
      transB: 1 - intAttribute(node, 'transB', 0),
    });
  },
};

function turned(tape: Lowering, position: number, attribute: string): string {
  const name = tape.input(position);
  if (intAttribute(tape.node, attribute, 0) === 0) return name;
  const [rows, columns] = tape.dims(name) as [number, number];
  return tape.write('Transpose', [name], [columns, rows], { perm: [1, 0] });
}

function times(tape: Lowering, name: string, attribute: string): string {
  const factor = floatAttribute(tape.node, attribute, 1);
  return factor === 1 ? name : tape.each('Mul', [name, tape.builder.scalar(factor)]);
}
