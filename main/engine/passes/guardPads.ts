import { floatsOf, float32Constant, type Constant } from '../onnx/constant.ts';
import { consumersOf, stringAttribute, type Graph, type Node } from '../onnx/ir.ts';

/** The least normal float32: as good as zero, and none. */
const HARDLY_MORE_THAN_ZERO = 2 ** -126;

/**
 * ONNX Runtime's optimiser (PadFusion) makes a margin of zeros a part of the MaxPool behind it, whose own margin is minus
 * infinity: other numbers wherever all of a window is negative. A margin that is not quite zero it leaves alone.
 */
export function guardPads(graph: Graph): Graph {
  const consumers = consumersOf(graph);
  const constants = new Map(graph.constants);
  const isZero = (name: string) => name === '' || floatsOf(constants.get(name) ?? NOTHING)?.[0] === 0;
  const isAtRisk = (node: Node) =>
    node.op === 'Pad' &&
    stringAttribute(node, 'mode', 'constant') === 'constant' &&
    isZero(node.inputs[2] ?? '') &&
    consumers.get(node.outputs[0] ?? '')?.some(({ op }) => op === 'MaxPool');
  const nodes = graph.nodes.map((node) => {
    if (!isAtRisk(node)) return node;
    const [x = '', pads = '', , ...axes] = node.inputs;
    const value = `${node.outputs[0] as string}/margin`;
    constants.set(value, float32Constant([], [HARDLY_MORE_THAN_ZERO]));
    return { ...node, inputs: [x, pads, value, ...axes] };
  });
  return { ...graph, nodes, constants };
}

const NOTHING: Constant = { dtype: 0, dims: [0], bytes: new Uint8Array() };
