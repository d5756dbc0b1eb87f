import type { AttributeInit } from '../../onnx/builder.ts';
import { stringAttribute, type Node } from '../../onnx/ir.ts';
import { NEWEST, type LinearRule } from './rule.ts';

/**
 * y = data where nothing is put, updates at constant positions: dL/dupdates is dL/dy there, dL/ddata is dL/dy with zeros
 * there. Where updates are added, all of dL/dy goes to data too.
 * @param gather the operator that reads at the same positions
 * @param attributes what both operators are told
 */
export function scattered(
  op: string,
  gather: string,
  attributes: (node: Node) => Readonly<Record<string, AttributeInit>>,
): LinearRule {
  return {
    op,
    opset: [18, NEWEST],
    kind: 'linear',
    inputs: [0, 2],
    backward(tape, dy, position) {
      const { builder, node } = tape;
      const reduction = stringAttribute(node, 'reduction', 'none');
      if (reduction !== 'none' && reduction !== 'add')
        throw tape.unsupported(`updates are combined by '${reduction}'`);
      tape.requireConstant(1, 'index');
      const indices = tape.input(1);
      if (position === 2) return builder.node(gather, [dy, indices], attributes(node));
      if (reduction === 'add') return dy;
      const zeros = builder.node('Expand', [builder.scalar(0), builder.ints(tape.dims(tape.input(2)))]);
      return builder.node(op, [dy, indices, zeros], attributes(node));
    },
  };
}
