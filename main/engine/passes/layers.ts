import type { Graph } from '../onnx/ir.ts';
import { MOVERS } from './channelAxes.ts';
import { cutTensors } from './cutTensors.ts';
import { ancestors, dependents } from './dependence.ts';
import { writesDiscrete } from './elementwiseRegion.ts';
import type { Layouts } from './layouts.ts';
import { LOWERED } from './lowerComposites.ts';
import { modulePath } from './modulePath.ts';
import type { Shapes } from './specialise.ts';
import type { View } from './views.ts';

/** A tensor at which a map can be taken: an activation [1, C, H, W] on every way or some way to the logits. */
export interface LayerCandidate {
  readonly tensor: string;
  /** [C, H, W]. */
  readonly shape: readonly [number, number, number];
  readonly op: string;
  readonly path: readonly string[];
  /** Whether the tensor cuts the graph: nothing of the image passes beside it. */
  readonly cut: boolean;
  /** What the model computes in its stead, where that is of another form. */
  readonly view: View | null;
}

/** The model's own tensor that holds a layer's values. */
export function sourceOf({ tensor, view }: LayerCandidate): string {
  return view?.source ?? tensor;
}

/**
 * Lists the activations of a specialised graph, in the order in which they are computed.
 * @param views activations of other forms, by the name of their view
 */
export function findLayers(
  graph: Graph,
  shapes: Shapes,
  layouts: Layouts,
  input: string,
  logits: string,
  views: ReadonlyMap<string, View>,
): LayerCandidate[] {
  const varying = dependents(graph, [input]);
  const needed = ancestors(graph, [logits]);
  const cuts = cutTensors(graph, input, logits);
  const viewed = new Map(Array.from(views, ([name, view]) => [view.source, { name, view }]));
  return graph.nodes.flatMap((node) => {
    if (writesDiscrete(node) || MOVERS.has(node.op)) return [];
    return node.outputs.flatMap((tensor): LayerCandidate[] => {
      if (tensor.includes(LOWERED)) return [];
      const facts = { op: node.op, path: modulePath(node) };
      const stand = viewed.get(tensor);
      if (stand) {
        const { name, view } = stand;
        const cut = cuts.has(tensor) && view.before + view.after === 0;
        return [{ ...facts, tensor: name, shape: view.shape, cut, view }];
      }
      const dims = shapes.get(tensor);
      if (dims?.length !== 4 || dims[0] !== 1 || layouts.channelAxis(tensor) !== 1) return [];
      const [, channels, height, width] = dims as readonly [number, number, number, number];
      if (height * width <= 1 || !varying.has(tensor) || !needed.has(tensor)) return [];
      return [{ ...facts, tensor, shape: [channels, height, width], cut: cuts.has(tensor), view: null }];
    });
  });
}
