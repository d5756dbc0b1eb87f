import { integersOf } from '../onnx/constant.ts';
import { intsAttribute, type Graph, type Node } from '../onnx/ir.ts';
import { ancestors, dependents } from './dependence.ts';
import type { Layouts } from './layouts.ts';
import { sourceOf, type LayerCandidate } from './layers.ts';
import { positionsTaken } from './positionsTaken.ts';
import type { Shapes } from './specialise.ts';

const POOLS = new Set(['MaxPool', 'AveragePool', 'LpPool']);
const AVERAGES = new Set(['GlobalAveragePool', 'AveragePool', 'ReduceMean', 'ReduceSum']);
const MAXIMA = new Set(['GlobalMaxPool', 'MaxPool', 'ReduceMax']);

/** The last activation before the spatial axes are pooled away: what the CAM literature takes by default. */
export function defaultLayer(layers: readonly LayerCandidate[]): LayerCandidate | undefined {
  const activations = layers.filter((layer) => !POOLS.has(layer.op));
  return activations.filter(passesAll).at(-1) ?? activations.at(-1) ?? layers.at(-1);
}

/** Whether everything that is seen at the image's places passes through a layer. */
function passesAll({ cut, view }: LayerCandidate): boolean {
  return cut || view !== null;
}

/** Why a layer is the default one, in words. */
export function defaultReason(
  graph: Graph,
  shapes: Shapes,
  layouts: Layouts,
  logits: string,
  layer: LayerCandidate,
): string {
  if (!passesAll(layer)) return 'last activation on a way to the logits; the image also passes beside it';
  const behind = dependents(graph, [sourceOf(layer)]);
  const needed = ancestors(graph, [logits]);
  const ends = graph.nodes
    .filter(
      ({ inputs, outputs }) =>
        inputs.some((each) => behind.has(each)) && outputs.some((each) => needed.has(each)),
    )
    .flatMap((node) => endOfSpace(node, graph, shapes, layouts) ?? []);
  const [, height, width] = layer.shape;
  if (ends[0] === undefined) return 'last activation whose places on the image the graph shows';
  return layer.view?.form === 'tokens'
    ? `last token layer before ${ends[0]}, reshaped to ${String(height)}×${String(width)}`
    : `last activation before ${ends[0]}`;
}

/** How a node ends the spatial axes; undefined where it does not. */
function endOfSpace(node: Node, graph: Graph, shapes: Shapes, layouts: Layouts): string | undefined {
  const [input = ''] = node.inputs;
  const [from, to] = [shapes.get(input) ?? [], shapes.get(node.outputs[0] ?? '') ?? []];
  const grid = layouts.grid(input);
  if (grid && from.length === 3) {
    const taken = positionsTaken(node, graph, from, grid.axis);
    if (taken?.every((position) => position < grid.before)) return 'the class token is read';
    const isReduced = reducedAxes(node, graph, from.length)?.join() === String(grid.axis);
    return isReduced ? `the tokens are ${AVERAGES.has(node.op) ? 'averaged' : 'pooled'}` : undefined;
  }
  if (from.length !== 4) return undefined;
  if (node.op === 'Flatten' || (node.op === 'Reshape' && to.length === 2))
    return 'the activation is flattened';
  const axes = reducedAxes(node, graph, from.length)?.join();
  const isPooled = POOLS.has(node.op) ? to[2] === 1 && to[3] === 1 : axes === '2,3' || axes === '1,2';
  if (!isPooled && !node.op.startsWith('Global')) return undefined;
  return AVERAGES.has(node.op)
    ? 'global average pooling'
    : MAXIMA.has(node.op)
      ? 'global max pooling'
      : 'global pooling';
}

/** Axes that a reduction names, sorted and counted from the front. */
function reducedAxes(node: Node, graph: Graph, rank: number): number[] | undefined {
  if (!node.op.startsWith('Reduce')) return undefined;
  const constant = graph.constants.get(node.inputs[1] ?? '');
  const named = constant ? integersOf(constant) : intsAttribute(node, 'axes');
  return named?.map((axis) => (axis < 0 ? axis + rank : axis)).sort((a, b) => a - b);
}
