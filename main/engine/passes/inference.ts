import { makeNode } from '../onnx/builder.ts';
import { describeNode, intAttribute, producersOf, type Graph, type Model, type Node } from '../onnx/ir.ts';
import { ancestors } from './dependence.ts';

/** Operators that give other numbers each time. */
const RANDOM = new Set([
  ...['RandomNormal', 'RandomNormalLike', 'RandomUniform', 'RandomUniformLike', 'Bernoulli', 'Multinomial'],
]);

export interface AtInference {
  readonly model: Model;
  /** What was read otherwise than it was exported, and what cannot be. */
  readonly notes: readonly string[];
}

/** Explaining is inference: operators that were exported in training mode are read as what they are at inference. */
export function asInference(model: Model): AtInference {
  const { graph } = model;
  const needed = ancestors(
    graph,
    graph.outputs.map(({ name }) => name),
  );
  const reached = graph.nodes.filter(
    ({ domain, outputs }) => domain === '' && outputs.some((name) => needed.has(name)),
  );
  const training = reached.filter((node) => isTraining(node, graph));
  const random = reached.filter(({ op }) => RANDOM.has(op));
  const notes = [
    ...told(
      training,
      'BatchNormalization',
      ', exported in training mode: explained with the statistics learnt, as at inference.',
    ),
    ...told(training, 'Dropout', ', exported in training mode: left out, as at inference.'),
    ...[...RANDOM].flatMap((op) =>
      told(random, op, ': random numbers, so that scores and maps hold for one draw.'),
    ),
  ];
  const nodes = graph.nodes.map((node) => (training.includes(node) ? inferring(node) : node));
  return { model: training.length === 0 ? model : { ...model, graph: { ...graph, nodes } }, notes };
}

function isTraining(node: Node, graph: Graph): boolean {
  if (node.op === 'BatchNormalization') {
    // Before version 14 more results than the first were what told the mode.
    return intAttribute(node, 'training_mode', 0) === 1 || node.outputs.slice(1).some((name) => name !== '');
  }
  return node.op === 'Dropout' && isTrue(node.inputs[2] ?? '', graph);
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

/** One line on the nodes of an operator, however many there are. */
function told(nodes: readonly Node[], op: string, what: string): string[] {
  const [first, ...others] = nodes.filter((node) => node.op === op);
  if (!first) return [];
  const more = others.length === 0 ? '' : ` and ${String(others.length)} more`;
  return [`${describeNode(first)}${more}${what}`];
}
