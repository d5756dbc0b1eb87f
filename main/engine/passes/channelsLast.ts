import { makeNode } from '../onnx/builder.ts';
import type { Graph, Node } from '../onnx/ir.ts';
import { channelAxes, MOVERS } from './channelAxes.ts';
import { cutTensors } from './cutTensors.ts';
import type { Shapes } from './specialise.ts';

/** Ends the name of a tensor that stands for another one with the channels moved in front. */
export const CHANNELS_FIRST_SUFFIX = '/channels-first';
const BACK_SUFFIX = '/channels-last';

/**
 * Writes every activation [1, H, W, C] through which the whole image passes as [1, C, H, W] and back, so that a map
 * can be taken there: Swin, MambaOut, MetaFormer and Keras models compute channels-last. What the model computes
 * stays the same, and ONNX Runtime removes the pairs of transposes that nothing reads in between.
 */
export function moveChannelsFirst(
  graph: Graph,
  shapes: Shapes,
  input: string,
  logits: string,
): { readonly graph: Graph; readonly shapes: Shapes } {
  const axes = channelAxes(graph, shapes);
  const cuts = cutTensors(graph, input, logits);
  const added = new Map(shapes);
  const renamed = new Map<string, string>();
  const nodes: Node[] = [];
  for (const node of graph.nodes) {
    nodes.push({ ...node, inputs: node.inputs.map((name) => renamed.get(name) ?? name) });
    if (MOVERS.has(node.op)) continue;
    for (const tensor of node.outputs) {
      const dims = shapes.get(tensor);
      if (!cuts.has(tensor) || tensor === logits || axes.get(tensor) !== 3 || dims?.length !== 4) continue;
      const [batch, height, width, channels] = dims as [number, number, number, number];
      if (batch !== 1 || height * width <= 1) continue;
      const first = tensor + CHANNELS_FIRST_SUFFIX;
      // A classifier out of an explainer file has been written so before.
      if (shapes.has(first)) continue;
      const back = tensor + BACK_SUFFIX;
      const { name, metadata } = node;
      nodes.push(
        { ...makeNode('Transpose', [tensor], [first], { perm: [0, 3, 1, 2] }), name, metadata },
        { ...makeNode('Transpose', [first], [back], { perm: [0, 2, 3, 1] }), name, metadata },
      );
      added.set(first, [batch, channels, height, width]);
      added.set(back, dims);
      renamed.set(tensor, back);
    }
  }
  return { graph: { ...graph, nodes }, shapes: added };
}
