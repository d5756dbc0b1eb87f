import { intsAttribute, type Graph, type Node } from '../onnx/ir.ts';
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

/** Which axis of each tensor holds the channels, as far as the operators tell. */
export function channelAxes(graph: Graph, shapes: Shapes): Map<string, number> {
  const axes = new Map<string, number>();
  for (const node of graph.nodes) {
    const axis = CHANNELS_FIRST.has(node.op) ? 1 : inherited(node, shapes, axes);
    if (axis === undefined) continue;
    for (const output of node.outputs) if (output !== '') axes.set(output, axis);
  }
  return axes;
}

function inherited(node: Node, shapes: Shapes, axes: ReadonlyMap<string, number>): number | undefined {
  const output = shapes.get(node.outputs[0] ?? '');
  const source = node.inputs.find((name) => axes.has(name) && shapes.get(name)?.length === output?.length);
  const axis = source === undefined ? undefined : axes.get(source);
  if (axis === undefined || node.op === 'Reshape') return undefined;
  if (node.op !== 'Transpose') return axis;
  const order = intsAttribute(node, 'perm');
  return order?.indexOf(axis);
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
