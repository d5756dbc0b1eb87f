import { makeNode } from '../onnx/builder.ts';
import { describeNode, intAttribute, producersOf, type Graph, type Model, type Node } from '../onnx/ir.ts';
import { ancestors, dependents } from './dependence.ts';

/** Operators that give other numbers each time. */
const RANDOM = new Set([
  ...['RandomNormal', 'RandomNormalLike', 'RandomUniform', 'RandomUniformLike', 'Bernoulli', 'Multinomial'],
]);

export interface AtInference {
  readonly model: Model;
  /** What was read otherwise than it was exported, and what cannot be. */
  readonly notes: readonly string[];
}

/**
 * Explaining is inference: operators that were exported in training mode are read as what they are at inference. What is
 * normalised without the image stays as it is: some networks standardise their weights so.
 * @param image the graph's input
 */
export function asInference(model: Model, image: string): AtInference {
  const { graph } = model;
  const varying = dependents(graph, [image]);
  const needed = ancestors(
    graph,
    graph.outputs.map(({ name }) => name),
  );
  const reached = graph.nodes.filter(
    ({ domain, outputs }) => domain === '' && outputs.some((name) => needed.has(name)),
  );
  const norms = reached.filter((node) => varying.has(node.inputs[0] ?? '') && normalisesByBatch(node));
  const dropouts = reached.filter((node) => node.op === 'Dropout' && isTrue(node.inputs[2] ?? '', graph));
  const random = reached.filter(({ op }) => RANDOM.has(op));
  const notes = [
    ...told(norms, ', exported in training mode: explained with the statistics learnt, as at inference.'),
    ...told(dropouts, ', exported in training mode: left out, as at inference.'),
    ...told(random, ': random numbers, so that scores and maps hold for one draw.'),
  ];
  const training = new Set([...norms, ...dropouts]);
  const nodes = graph.nodes.map((node) => (training.has(node) ? inferring(node) : node));
  return { model: training.size === 0 ? model : { ...model, graph: { ...graph, nodes } }, notes };
}

/** Whether a node is a BatchNormalization by the statistics of its batch: before version 14 its further results told so. */
export function normalisesByBatch(node: Node): boolean {
  if (node.op !== 'BatchNormalization') return false;
  return intAttribute(node, 'training_mode', 0) === 1 || node.outputs.slice(1).some((name) => name !== '');
}

/** Whether a tensor is the constant true. */
function isTrue(name: string, graph: Graph): boolean {
  const value = producersOf(graph).get(name)?.attributes.get('value');
  const constant = graph.constants.get(name) ?? (value?.type === 'tensor' ? value.value : undefined);
  return constant?.bytes[0] === 1;
}

function inferring(node: Node): Node {
  const [output = ''] = node.outputs;
  if (node.op === 'Dropout') return makeNode('Identity', node.inputs.slice(0, 1), [output]);
  const attributes = new Map([...node.attributes].filter(([name]) => name !== 'training_mode'));
  return { ...node, attributes, outputs: [output] };
}

/** One line on nodes, however many there are. */
function told([first, ...others]: readonly Node[], what: string): string[] {
  if (!first) return [];
  const more = others.length === 0 ? '' : ` and ${String(others.length)} more`;
  return [`${describeNode(first)}${more}${what}`];
}
