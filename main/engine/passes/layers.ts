import { producersOf, type Graph } from '../onnx/ir.ts';
import { channelAxes, MOVERS } from './channelAxes.ts';
import { CHANNELS_FIRST_SUFFIX } from './channelsLast.ts';
import { cutTensors } from './cutTensors.ts';
import { ancestors, dependents } from './dependence.ts';
import { LOWERED } from './lowerComposites.ts';
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

const POOLS = new Set(['MaxPool', 'AveragePool', 'LpPool']);

/** Lists the activations of a specialised graph, in the order in which they are computed. */
export function findLayers(graph: Graph, shapes: Shapes, input: string, logits: string): LayerCandidate[] {
  const varying = dependents(graph, [input]);
  const needed = ancestors(graph, [logits]);
  const channelAxis = channelAxes(graph, shapes);
  const cuts = cutTensors(graph, input, logits);
  const producers = producersOf(graph);
  return graph.nodes.flatMap((node) => {
    return node.outputs.flatMap((tensor) => {
      const stands = tensor.endsWith(CHANNELS_FIRST_SUFFIX);
      if ((MOVERS.has(node.op) && !stands) || tensor.includes(LOWERED)) return [];
      const dims = shapes.get(tensor);
      if (dims?.length !== 4 || dims[0] !== 1 || channelAxis.get(tensor) !== 1) return [];
      const [, channels, height, width] = dims as readonly [number, number, number, number];
      if (height * width <= 1 || !varying.has(tensor) || !needed.has(tensor)) return [];
      return [
        {
          tensor,
          shape: [channels, height, width] as const,
          op: stands ? (producers.get(node.inputs[0] ?? '') ?? node).op : node.op,
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
