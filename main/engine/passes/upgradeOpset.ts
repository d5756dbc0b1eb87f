import { WorkbenchError } from '../../../shared/errors.ts';
import { floatConstant, int64Constant, DataType, type Constant } from '../onnx/constant.ts';
import { makeNode } from '../onnx/builder.ts';
import { normalisesByBatch } from './inference.ts';
import { describeNode, intAttribute, type Attribute, type Graph, type Model, type Node } from '../onnx/ir.ts';

/*
 * Rewrites a model of an older operator set as one of OPSET, so that rules and passes meet each
 * operator in one form: what was an attribute in older versions is an input.
 */

/** The oldest form the rest of the engine knows; newer models stay as they are. */
export const OPSET = 18;
const OLDEST = 7;

/** Writes a constant beside the node and returns its name. */
type AddConstant = (hint: string, value: Constant) => string;
type Upgrade = (node: Node, opset: number, add: AddConstant) => Node | readonly Node[];

/**
 * @throws WorkbenchError 'model-unsupported' for operator sets before 7, and for a node whose older
 * meaning has no counterpart
 */
export function upgradeOpset(model: Model): Model {
  const opset = model.opsets.get('') ?? 1;
  if (opset < OLDEST) {
    throw new WorkbenchError(
      'model-unsupported',
      `The model uses operator set ${String(opset)}; ${String(OLDEST)} is the oldest that can be read. Convert it with onnx.version_converter.`,
    );
  }
  if (opset >= OPSET) return model;
  const opsets = new Map([...model.opsets, ['', OPSET] as const]);
  const irVersion = Math.max(model.irVersion, 8);
  return { ...model, irVersion, opsets, graph: upgradeGraph(model.graph, opset) };
}

function upgradeGraph(graph: Graph, opset: number): Graph {
  const constants = new Map(graph.constants);
  const nodes = graph.nodes.flatMap((each) => {
    const node = upgradeSubgraphs(each, opset);
    const upgrade = node.domain === '' ? UPGRADES[node.op] : undefined;
    if (!upgrade) return node;
    return upgrade(node, opset, (hint, value) => {
      const name = `${node.outputs[0] as string}/${hint}`;
      constants.set(name, value);
      return name;
    });
  });
  return { ...graph, nodes, constants };
}

function upgradeSubgraphs(node: Node, opset: number): Node {
  const attributes = new Map(node.attributes);
  for (const [name, attribute] of attributes) {
    if (attribute.type !== 'graph') continue;
    attributes.set(name, { type: 'graph', value: upgradeGraph(attribute.value, opset) });
  }
  return { ...node, attributes };
}

/** The node with some attributes taken away and inputs put in their place. */
function rewritten(node: Node, removed: readonly string[], inputs: readonly string[]): Node {
  const attributes = new Map([...node.attributes].filter(([name]) => !removed.includes(name)));
  return { ...node, attributes, inputs };
}

/** An `ints` attribute that a later version takes as its input number `position`. */
function intsToInput(
  attribute: string,
  position: number,
): (node: Node, opset: number, add: AddConstant) => Node {
  return (node, _opset, add) => {
    const value = node.attributes.get(attribute);
    if (value?.type !== 'ints') return node;
    const inputs = padded(node.inputs, position);
    inputs[position] = add(attribute, int64Constant([value.value.length], value.value));
    return rewritten(node, [attribute], inputs);
  };
}

function padded(inputs: readonly string[], length: number): string[] {
  return [...inputs, ...Array.from({ length: Math.max(0, length - inputs.length) }, () => '')];
}

const axesToInput = intsToInput('axes', 1);

const UPGRADES: Readonly<Record<string, Upgrade>> = {
  Squeeze: axesToInput,
  Unsqueeze: axesToInput,
  ReduceSum: axesToInput,
  ReduceMean: axesToInput,
  ReduceMax: axesToInput,
  ReduceMin: axesToInput,
  ReduceProd: axesToInput,
  ReduceL1: axesToInput,
  ReduceL2: axesToInput,
  ReduceLogSum: axesToInput,
  ReduceLogSumExp: axesToInput,
  ReduceSumSquare: axesToInput,
  Split: split,
  Clip: clip,
  Pad: pad,
  Slice: slice,
  Dropout: dropout,
  BatchNormalization: batchNormalization,
  Softmax: softmax,
  LogSoftmax: softmax,
  Hardmax: softmax,
  Scatter: (node) => ({ ...node, op: 'ScatterElements' }),
  TopK: topK,
  Upsample: upsample,
  Resize: resize,
};

function split(node: Node, opset: number, add: AddConstant): Node {
  const named = intsToInput('split', 1)(node, opset, add);
  if ((named.inputs[1] ?? '') !== '') return named;
  const count: Attribute = { type: 'int', value: node.outputs.length };
  return { ...named, attributes: new Map([...named.attributes, ['num_outputs', count]]) };
}

function scalar(attribute: Attribute | undefined): Constant | undefined {
  return attribute?.type === 'float' ? floatConstant(DataType.float32, [], [attribute.value]) : undefined;
}

function clip(node: Node, _opset: number, add: AddConstant): Node {
  const low = scalar(node.attributes.get('min'));
  const high = scalar(node.attributes.get('max'));
  if (!low && !high) return node;
  const limits = [low ? add('min', low) : '', high ? add('max', high) : ''];
  return rewritten(node, ['min', 'max'], [node.inputs[0] as string, ...limits]);
}

function pad(node: Node, opset: number, add: AddConstant): Node {
  const named = intsToInput('pads', 1)(node, opset, add);
  const value = scalar(node.attributes.get('value'));
  if (named === node || !value) return named;
  return rewritten(named, ['value'], [...padded(named.inputs, 2).slice(0, 2), add('value', value)]);
}

function slice(node: Node, opset: number, add: AddConstant): Node {
  return ['starts', 'ends', 'axes'].reduce(
    (current, attribute, index) => intsToInput(attribute, index + 1)(current, opset, add),
    node,
  );
}

/** How many are taken was an attribute until operator set 9. */
function topK(node: Node, _opset: number, add: AddConstant): Node {
  const count = node.attributes.get('k');
  if (count?.type !== 'int') return node;
  return rewritten(node, ['k'], [node.inputs[0] as string, add('k', int64Constant([1], [count.value]))]);
}

/** Explaining is inference: a dropout passes its input on. */
function dropout(node: Node): Node {
  return {
    ...node,
    op: 'Identity',
    inputs: node.inputs.slice(0, 1),
    outputs: node.outputs.slice(0, 1),
    attributes: new Map(),
  };
}

/**
 * One in training mode, which before version 14 its further results tell, gives the means and variances of its own
 * batch: {@link asInference} leaves those that are no part of what happens to the image.
 * @throws WorkbenchError 'model-unsupported' for statistics of every position
 */
function batchNormalization(node: Node): Node {
  if (intAttribute(node, 'spatial', 1) === 0)
    throw new WorkbenchError(
      'model-unsupported',
      `${describeNode(node)} has statistics for every position (spatial = 0), which no operator set after 8 has. Export the model again.`,
    );
  const kept = rewritten(node, ['spatial', 'consumed_inputs', 'is_test'], node.inputs);
  if (!normalisesByBatch(node)) return { ...kept, outputs: node.outputs.slice(0, 1) };
  const mode: Attribute = { type: 'int', value: 1 };
  const attributes = new Map([...kept.attributes, ['training_mode', mode]]);
  return { ...kept, attributes, outputs: node.outputs.slice(0, 3) };
}

/** Before version 13 a softmax ran over all axes from `axis` on: flattened, it runs over the last. */
function softmax(node: Node, opset: number): Node[] {
  const [input, output] = [node.inputs[0] as string, node.outputs[0] as string];
  if (opset >= 13) return [node];
  const axis = intAttribute(node, 'axis', 1);
  const [flat, soft, shape] = [`${output}/flat`, `${output}/soft`, `${output}/shape`];
  return [
    makeNode('Flatten', [input], [flat], { axis }),
    makeNode(node.op, [flat], [soft], { axis: -1 }),
    makeNode('Shape', [input], [shape]),
    makeNode('Reshape', [soft, shape], [output]),
  ];
}

/** Upsample and the first Resize sample at x_in = x_out / scale. */
function upsample(node: Node, _opset: number, add: AddConstant): Node {
  const attribute = node.attributes.get('scales');
  const scales =
    attribute?.type === 'floats'
      ? add('scales', floatConstant(DataType.float32, [attribute.value.length], attribute.value))
      : (node.inputs[1] ?? '');
  if (scales === '') throw new WorkbenchError('model-unsupported', `${describeNode(node)} names no scales.`);
  return asymmetricResize(node, scales);
}

function resize(node: Node, opset: number): Node {
  return opset >= 11 ? node : asymmetricResize(node, node.inputs[1] as string);
}

function asymmetricResize(node: Node, scales: string): Node {
  const attributes = new Map<string, Attribute>([
    ['mode', node.attributes.get('mode') ?? { type: 'string', value: 'nearest' }],
    ['coordinate_transformation_mode', { type: 'string', value: 'asymmetric' }],
    ['nearest_mode', { type: 'string', value: 'floor' }],
  ]);
  return { ...node, op: 'Resize', inputs: [node.inputs[0] as string, '', scales], attributes };
}
