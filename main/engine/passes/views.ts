import { producersOf, type Graph, type Node } from '../onnx/ir.ts';
import { MOVERS } from './channelAxes.ts';
import { cutTensors } from './cutTensors.ts';
import type { Layouts } from './layouts.ts';
import { patchUse } from './patchUse.ts';
import type { Shapes } from './specialise.ts';

/** An activation seen as [1, C, H, W] that the model computes in another form. */
export interface View {
  /** The model's own tensor: [1, H, W, C], or tokens [1, T, C] or [1, C, T]. */
  readonly source: string;
  readonly form: 'channels-last' | 'tokens';
  /** [C, H, W]. */
  readonly shape: readonly [number, number, number];
  readonly channelAxis: number;
  /** Class tokens before and behind the patches; they pass beside the view. */
  readonly before: number;
  readonly after: number;
}

/** Ends the name of a tensor that stands for another one with the channels moved in front. */
const SUFFIX = '/channels-first';

/**
 * Lists the activations through which the whole image passes, class tokens aside, and that are computed channels-last
 * (Swin, MambaOut, MetaFormer, Keras) or as tokens (ViT and its kin), by the name that their view gets.
 */
export function findViews(
  graph: Graph,
  shapes: Shapes,
  layouts: Layouts,
  input: string,
  logits: string,
): Map<string, View> {
  const cuts = cutTensors(graph, input, logits, patchUse(graph, shapes, layouts, logits));
  const producers = producersOf(graph);
  const views = new Map<string, View>();
  for (const node of graph.nodes) {
    if (MOVERS.has(node.op) || isProjection(node, graph, producers)) continue;
    for (const source of node.outputs) {
      if (!cuts.has(source) || source === logits) continue;
      const dims = shapes.get(source) ?? [];
      const view =
        layouts.channelAxis(source) === 3 ? channelsLast(source, dims) : tokens(source, dims, layouts);
      if (view) views.set(source + SUFFIX, view);
    }
  }
  return views;
}

function channelsLast(source: string, dims: readonly number[]): View | undefined {
  const [batch, height, width, channels] = dims as [number, number, number, number];
  if (dims.length !== 4 || batch !== 1 || height * width === 1) return undefined;
  const shape = [channels, height, width] as const;
  return { source, form: 'channels-last', shape, channelAxis: 3, before: 0, after: 0 };
}

function tokens(source: string, dims: readonly number[], layouts: Layouts): View | undefined {
  const grid = layouts.grid(source);
  if (!grid || dims.length !== 3 || dims[0] !== 1 || grid.axis === 0) return undefined;
  const { axis, height, width, before } = grid;
  const channelAxis = 3 - axis;
  const shape = [dims[channelAxis] as number, height, width] as const;
  const after = (dims[axis] as number) - before - height * width;
  return { source, form: 'tokens', shape, channelAxis, before, after };
}

/** A product with weights, with its bias or without: the activation is what comes before it. */
function isProjection(node: Node, graph: Graph, producers: ReadonlyMap<string, Node>): boolean {
  if (node.op === 'MatMul' || node.op === 'Gemm') return true;
  if (node.op !== 'Add' || !node.inputs.some((name) => graph.constants.has(name))) return false;
  return node.inputs.some((name) => producers.get(name)?.op === 'MatMul');
}
