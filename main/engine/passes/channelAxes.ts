import { intsAttribute, type Node } from '../onnx/ir.ts';
import type { Shapes } from './specialise.ts';

/** Operators whose output holds channels on axis 1, whatever came in. */
const CHANNELS_FIRST = new Set([
  'Conv',
  'ConvTranspose',
  'MaxPool',
  'AveragePool',
  'LpPool',
  'BatchNormalization',
  'InstanceNormalization',
  'GroupNormalization',
  'LRN',
  'DepthToSpace',
  'SpaceToDepth',
]);

/**
 * Axis of the channels in a node's output, as far as its operator tells.
 * @param axes axes of the tensors that come before
 */
export function channelAxisAfter(
  node: Node,
  shapes: Shapes,
  axes: ReadonlyMap<string, number>,
): number | undefined {
  if (CHANNELS_FIRST.has(node.op)) return 1;
  const rank = shapes.get(node.outputs[0] ?? '')?.length;
  const source = node.inputs.find((name) => axes.has(name) && shapes.get(name)?.length === rank);
  const axis = source === undefined ? undefined : axes.get(source);
  if (axis === undefined || node.op === 'Reshape') return undefined;
  return node.op === 'Transpose' ? intsAttribute(node, 'perm')?.indexOf(axis) : axis;
}

/** Operators that only move or rename what another tensor holds: no layers of their own. */
export const MOVERS = new Set([
  'Identity',
  'Cast',
  'Pad',
  'Slice',
  'Split',
  'Gather',
  'Transpose',
  'Reshape',
  'Dropout',
]);
