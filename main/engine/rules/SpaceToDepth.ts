import { intAttribute } from '../onnx/ir.ts';
import { NEWEST, type LinearRule } from './support/rule.ts';

/** Blocks of positions to channels: dL/dx is dL/dy with the channels put back into blocks. */
export const SpaceToDepth: LinearRule = {
  op: 'SpaceToDepth',
  opset: [13, NEWEST],
  kind: 'linear',
  inputs: [0],
  backward: (tape, dy) =>
    tape.builder.node('DepthToSpace', [dy], {
      blocksize: intAttribute(tape.node, 'blocksize', 1),
      mode: 'DCR',
    }),
};
