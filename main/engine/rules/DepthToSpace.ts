import { intAttribute, stringAttribute } from '../onnx/ir.ts';
import { NEWEST, type LinearRule } from './support/rule.ts';

/** Channels to blocks of positions: dL/dx is dL/dy with the blocks put back into channels. */
export const DepthToSpace: LinearRule = {
  op: 'DepthToSpace',
  opset: [13, NEWEST],
  kind: 'linear',
  inputs: [0],
  backward(tape, dy) {
    const { builder, node } = tape;
    const block = intAttribute(node, 'blocksize', 1);
    if (stringAttribute(node, 'mode', 'DCR') === 'DCR')
      return builder.node('SpaceToDepth', [dy], { blocksize: block });
    // CRD: channel c b b + (i b + j) lies at (h b + i, w b + j) of channel c.
    const [, channels, height, width] = tape.dims(tape.output) as [number, number, number, number];
    const split = builder.ints([-1, channels, height / block, block, width / block, block]);
    const blocks = builder.node('Transpose', [builder.node('Reshape', [dy, split])], {
      perm: [0, 1, 3, 5, 2, 4],
    });
    return builder.node('Reshape', [blocks, tape.batchedShape(tape.input(0))]);
  },
};
