import { float32Constant, floatsOf, integersOf, type Constant } from '../../main/engine/onnx/constant.ts';
import {
  stringAttribute,
  type Attribute,
  type Graph,
  type Model,
  type Node,
} from '../../main/engine/onnx/ir.ts';
import { versionsOf } from './operators.ts';

/*
 * The reverse of upgradeOpset, for tests: cases are written as operator set 18 has them, and spelled here as an older
 * one does, so that every case is a case of every version of its operator that can say it.
 */

/** The node as an older operator set has it; undefined where it has no words for it. */
type Spell = (node: Node, constants: Map<string, Constant>) => Node | undefined;

interface Older {
  /** The newest operator set of the older form. */
  readonly until: number;
  readonly spell: Spell;
}

const without = (node: Node, ...names: string[]): Node => ({
  ...node,
  attributes: new Map([...node.attributes].filter(([name]) => !names.includes(name))),
});

const withAttribute = (node: Node, name: string, attribute: Attribute): Node => ({
  ...node,
  attributes: new Map([...node.attributes, [name, attribute]]),
});

/** Inputs from `first` on become attributes of integers (or one number each). */
function inputsToAttributes(first: number, names: readonly string[], type: 'ints' | 'float' = 'ints'): Spell {
  return (node, constants) => {
    const given = node.inputs.slice(first);
    let spelled: Node = { ...node, inputs: node.inputs.slice(0, first) };
    for (const [index, input] of given.entries()) {
      const [name, constant] = [names[index], constants.get(input)];
      if (input === '') continue;
      if (name === undefined || !constant) return undefined;
      const values = type === 'ints' ? integersOf(constant) : floatsOf(constant);
      if (!values) return undefined;
      spelled = withAttribute(
        spelled,
        name,
        type === 'ints' ? { type, value: Array.from(values) } : { type, value: values[0] as number },
      );
    }
    return spelled;
  };
}

/** Attributes that the older version lacks, at other values than the one it always has. */
const lacks =
  (...names: string[]): Spell =>
  (node) =>
    names.some((name) => node.attributes.has(name)) ? undefined : node;

const lacksInput =
  (position: number): Spell =>
  (node) =>
    (node.inputs[position] ?? '') === '' ? node : undefined;

const axesAsAttribute: Spell = (node, constants) =>
  node.attributes.has('noop_with_empty_axes') ? undefined : inputsToAttributes(1, ['axes'])(node, constants);

const reductionKinds = ['Max', 'Mean', 'Min', 'Prod', 'L1', 'L2', 'LogSum', 'LogSumExp', 'SumSquare'];

/** Steps other than 1 came as a fifth input. */
const sliceByAttributes: Spell = (node, constants) => {
  const steps = constants.get(node.inputs[4] ?? '');
  if (steps && integersOf(steps)?.some((step) => step !== 1)) return undefined;
  const spelled = { ...node, inputs: node.inputs.slice(0, 4) };
  return inputsToAttributes(1, ['starts', 'ends', 'axes'])(spelled, constants);
};

/** Over all axes from one on: the same where that one is the last. */
const flattenedSoftmax: Spell = (node) => {
  const axis = node.attributes.get('axis');
  const isLast = axis === undefined || (axis.type === 'int' && axis.value === -1);
  return isLast ? withAttribute(node, 'axis', { type: 'int', value: -1 }) : undefined;
};

const isAsymmetric = (node: Node) =>
  stringAttribute(node, 'coordinate_transformation_mode', 'half_pixel') === 'asymmetric' &&
  (stringAttribute(node, 'mode', 'nearest') === 'linear' ||
    stringAttribute(node, 'nearest_mode', 'round_prefer_floor') === 'floor');

/** The first Resize, and Upsample before it, sample at x_out / scale. */
const byScales =
  (op: string): Spell =>
  (node) => {
    if (!isAsymmetric(node) || (node.inputs[3] ?? '') !== '') return undefined;
    const plain = without(node, 'coordinate_transformation_mode', 'nearest_mode');
    return { ...plain, op, inputs: [node.inputs[0] as string, node.inputs[2] as string] };
  };

/** Upsample makes nothing smaller. */
const upsample: Spell = (node, constants) => {
  const scales = constants.get(node.inputs[1] ?? '');
  const grows = scales && floatsOf(scales)?.every((scale) => scale >= 1);
  return grows ? { ...node, op: 'Upsample' } : undefined;
};

const scalesAsAttribute: Spell = (node, constants) => {
  const scales = constants.get(node.inputs[1] ?? '');
  const value = Array.from((scales && floatsOf(scales)) ?? []);
  return withAttribute({ ...node, inputs: node.inputs.slice(0, 1) }, 'scales', { type: 'floats', value });
};

/** Absent regions and scales were empty tensors. */
const emptyTensors: Spell = (node, constants) => {
  const empty = `${node.outputs[0] as string}/empty`;
  constants.set(empty, float32Constant([0], []));
  const inputs = node.inputs.map((name, position) => (name === '' && position < 3 ? empty : name));
  return { ...node, inputs };
};

const exponentOfSameType: Spell = (node, constants) => {
  const exponent = constants.get(node.inputs[1] ?? '');
  return exponent && !floatsOf(exponent) ? undefined : node;
};

/** By operator, newer forms first. */
const OLDER: Readonly<Record<string, readonly Older[]>> = {
  ...Object.fromEntries(
    reductionKinds.map((kind) => [`Reduce${kind}`, [{ until: 17, spell: axesAsAttribute }]]),
  ),
  ReduceSum: [{ until: 12, spell: axesAsAttribute }],
  Squeeze: [{ until: 12, spell: inputsToAttributes(1, ['axes']) }],
  Unsqueeze: [{ until: 12, spell: inputsToAttributes(1, ['axes']) }],
  Split: [
    { until: 17, spell: (node) => without(node, 'num_outputs') },
    { until: 12, spell: inputsToAttributes(1, ['split']) },
  ],
  Clip: [{ until: 10, spell: inputsToAttributes(1, ['min', 'max'], 'float') }],
  Pad: [
    { until: 17, spell: lacksInput(3) },
    {
      until: 10,
      spell: (node, constants) => {
        const spelled = inputsToAttributes(2, ['value'], 'float')(node, constants);
        return spelled && inputsToAttributes(1, ['pads'])(spelled, constants);
      },
    },
  ],
  Slice: [{ until: 9, spell: sliceByAttributes }],
  Dropout: [{ until: 11, spell: inputsToAttributes(1, ['ratio'], 'float') }],
  Softmax: [{ until: 12, spell: flattenedSoftmax }],
  LogSoftmax: [{ until: 12, spell: flattenedSoftmax }],
  Resize: [
    { until: 17, spell: lacks('axes', 'antialias') },
    { until: 12, spell: emptyTensors },
    { until: 10, spell: byScales('Resize') },
    { until: 9, spell: upsample },
    { until: 8, spell: scalesAsAttribute },
  ],
  AveragePool: [
    { until: 18, spell: lacks('dilations') },
    { until: 9, spell: lacks('ceil_mode') },
  ],
  MaxPool: [{ until: 9, spell: lacks('dilations', 'ceil_mode') }],
  LpPool: [{ until: 17, spell: lacks('dilations', 'ceil_mode') }],
  DepthToSpace: [{ until: 10, spell: lacks('mode') }],
  ScatterElements: [{ until: 15, spell: lacks('reduction') }],
  ScatterND: [{ until: 15, spell: lacks('reduction') }],
  Gemm: [{ until: 10, spell: (node) => (node.inputs.length < 3 ? undefined : node) }],
  Pow: [{ until: 11, spell: exponentOfSameType }],
};

/** Whether an operator set has an operator, under this or an older name. */
function exists(op: string, opset: number): boolean {
  const first = versionsOf(op)[0];
  return first !== undefined && first <= opset;
}

/** A graph as an operator set before 18 (or that one, or a newer) spells it; undefined where it cannot. */
export function spelledAt(model: Model, opset: number): Model | undefined {
  const constants = new Map(model.graph.constants);
  const nodes: Node[] = [];
  for (const node of model.graph.nodes) {
    if (!exists(node.op, opset)) return undefined;
    const forms = (OLDER[node.op] ?? []).filter(({ until }) => opset <= until);
    const spelled = forms.reduce<Node | undefined>((each, { spell }) => each && spell(each, constants), node);
    if (!spelled) return undefined;
    nodes.push(spelled);
  }
  const graph: Graph = { ...model.graph, nodes, constants };
  return { ...model, opsets: new Map([...model.opsets, ['', opset]]), graph };
}
