import { consumersOf, intsAttribute, type Graph, type Node } from '../onnx/ir.ts';
import { ancestors, dependents } from './dependence.ts';
import { modulePath } from './modulePath.ts';
import type { Shapes } from './specialise.ts';

/** A tensor at which a map can be taken: an activation [1, C, H, W] on every way or some way to the logits. */
export interface LayerCandidate {
  readonly tensor: string;
  /** [C, H, W]. */
  readonly shape: readonly [number, number, number];
  readonly op: string;
  readonly path: readonly string[];
  /** Whether the tensor cuts the graph: nothing of the image passes beside it. */
  readonly cut: boolean;
}

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

/** Operators that only move or rename what another tensor holds: no layers of their own. */
const MOVERS = new Set([
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

const POOLS = new Set(['MaxPool', 'AveragePool', 'LpPool']);

/** Lists the activations of a specialised graph, in the order in which they are computed. */
export function findLayers(graph: Graph, shapes: Shapes, input: string, logits: string): LayerCandidate[] {
  const varying = dependents(graph, [input]);
  const needed = ancestors(graph, [logits]);
  const channelAxis = channelAxes(graph, shapes);
  const cuts = cutTensors(graph, varying, needed, input, logits);
  return graph.nodes.flatMap((node) => {
    if (MOVERS.has(node.op)) return [];
    return node.outputs.flatMap((tensor) => {
      const dims = shapes.get(tensor);
      if (dims?.length !== 4 || dims[0] !== 1 || channelAxis.get(tensor) !== 1) return [];
      const [, channels, height, width] = dims as readonly [number, number, number, number];
      if (height * width <= 1 || !varying.has(tensor) || !needed.has(tensor)) return [];
      return [
        {
          tensor,
          shape: [channels, height, width] as const,
          op: node.op,
          path: modulePath(node),
          cut: cuts.has(tensor),
        },
      ];
    });
  });
}

/** The last activation before the spatial axes are pooled away: what the CAM literature takes by default. */
export function defaultLayer(layers: readonly LayerCandidate[]): LayerCandidate | undefined {
  const activations = layers.filter((layer) => !POOLS.has(layer.op));
  return activations.filter((layer) => layer.cut).at(-1) ?? activations.at(-1) ?? layers.at(-1);
}

/** Which axis of each tensor holds the channels, as far as the operators tell. */
function channelAxes(graph: Graph, shapes: Shapes): Map<string, number> {
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

/** Tensors through which everything from the image to the logits passes: alone alive when they are written. */
function cutTensors(
  graph: Graph,
  varying: ReadonlySet<string>,
  needed: ReadonlySet<string>,
  input: string,
  logits: string,
): Set<string> {
  const consumers = consumersOf(graph);
  const relevant = (name: string) => name !== '' && varying.has(name) && needed.has(name);
  const readsLeft = new Map<string, number>();
  for (const [name, readers] of consumers) {
    readsLeft.set(name, readers.filter((node) => node.outputs.some(relevant)).length);
  }
  const alive = new Set([input]);
  const cuts = new Set<string>();
  for (const node of graph.nodes) {
    if (!node.outputs.some(relevant)) continue;
    for (const name of new Set(node.inputs)) {
      const left = (readsLeft.get(name) ?? 0) - 1;
      readsLeft.set(name, left);
      if (left === 0 && name !== logits) alive.delete(name);
    }
    for (const output of node.outputs) if (relevant(output)) alive.add(output);
    if (alive.size === 1) for (const name of alive) cuts.add(name);
  }
  return cuts;
}
