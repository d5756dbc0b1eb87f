import { create, toBinary, type MessageInitShape } from '@bufbuild/protobuf';
import * as ort from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import {
  AttributeProto_AttributeType as AttributeType,
  ModelProtoSchema,
  type FunctionProtoSchema,
  type NodeProtoSchema,
} from '../../../main/engine/onnx/onnxProto.ts';
import { decodeModel } from '../../../main/engine/onnx/serde.ts';
import { inlineFunctions } from '../../../main/engine/passes/inlineFunctions.ts';
import { relativeError } from '../../support/golden.ts';
import { spread } from '../../support/random.ts';
import { resultOf } from '../../support/smallModel.ts';

type NodeInit = MessageInitShape<typeof NodeProtoSchema>;
type FunctionInit = MessageInitShape<typeof FunctionProtoSchema>;

const DIMS = [1, 2, 2, 3];
const LOCAL = 'local';

const node = (opType: string, input: string[], output: string[], more: NodeInit = {}): NodeInit => ({
  opType,
  name: `${opType}_${output.join('_')}`,
  input,
  output,
  ...more,
});
const call = (opType: string, input: string[], output: string[], more: NodeInit = {}): NodeInit =>
  node(opType, input, output, { domain: LOCAL, ...more });
const alpha = (f: number) => ({ name: 'alpha', type: AttributeType.FLOAT, f });
const fromCaller = { name: 'alpha', type: AttributeType.FLOAT, refAttrName: 'slope' };
const opsetImport = [
  { domain: '', version: 18n },
  { domain: LOCAL, version: 1n },
];

/** leaky(x; slope = 0.25) = LeakyRelu with the caller's slope. */
const leaky: FunctionInit = {
  name: 'leaky',
  domain: LOCAL,
  input: ['x'],
  output: ['y'],
  attributeProto: [{ name: 'slope', type: AttributeType.FLOAT, f: 0.25 }],
  node: [node('LeakyRelu', ['x'], ['y'], { attribute: [fromCaller] })],
  opsetImport,
};

/** gate(a, b) = (leaky(a) sigmoid(b), sigmoid(b)): a function that calls another. */
const gate: FunctionInit = {
  name: 'gate',
  domain: LOCAL,
  input: ['a', 'b'],
  output: ['product', 'gate'],
  node: [
    call('leaky', ['a'], ['inner'], { attribute: [{ ...alpha(0.5), name: 'slope' }] }),
    node('Sigmoid', ['b'], ['gate']),
    node('Mul', ['inner', 'gate'], ['product']),
  ],
  opsetImport,
};

function encode(nodes: NodeInit[], functions: FunctionInit[]): Uint8Array {
  const tensor = {
    elemType: 1,
    shape: { dim: DIMS.map((size) => ({ value: { case: 'dimValue' as const, value: BigInt(size) } })) },
  };
  const type = { value: { case: 'tensorType' as const, value: tensor } };
  const proto = create(ModelProtoSchema, {
    irVersion: 9n,
    opsetImport,
    functions,
    graph: { name: 'calls', node: nodes, input: [{ name: 'x', type }], output: [{ name: 'y', type }] },
  });
  return toBinary(ModelProtoSchema, proto);
}

async function runAsWritten(bytes: Uint8Array): Promise<Float32Array> {
  const session = await ort.InferenceSession.create(bytes);
  const x = new ort.Tensor('float32', Float32Array.from(spread(12, 1)), DIMS);
  const results = await session.run({ x });
  await session.release();
  return results['y']?.data as Float32Array;
}

const calls: readonly (readonly [string, NodeInit[]])[] = [
  ['one call, its default', [call('leaky', ['x'], ['y'])]],
  [
    'one call, its own attribute',
    [call('leaky', ['x'], ['y'], { attribute: [{ ...alpha(0.75), name: 'slope' }] })],
  ],
  ['two calls of one function', [call('leaky', ['x'], ['t']), call('leaky', ['t'], ['y'])]],
  [
    'a function within a function, one result unused',
    [node('Neg', ['x'], ['n']), call('gate', ['x', 'n'], ['y', ''])],
  ],
  [
    'both results',
    [node('Neg', ['x'], ['n']), call('gate', ['x', 'n'], ['p', 'q']), node('Add', ['p', 'q'], ['y'])],
  ],
];

describe('a model with functions of its own', () => {
  test.each(calls)('%s', async (_, nodes) => {
    const bytes = encode(nodes, [leaky, gate]);
    const inlined = inlineFunctions(decodeModel(bytes, () => new Uint8Array()));
    expect(inlined.functions).toEqual([]);
    expect(inlined.graph.nodes.every((each) => each.domain === '')).toBe(true);
    expect(relativeError(await resultOf(inlined, DIMS), await runAsWritten(bytes))).toBe(0);
  });

  test('a function that calls itself is refused', () => {
    const endless: FunctionInit = { ...leaky, node: [call('leaky', ['x'], ['y'])] };
    const model = decodeModel(encode([call('leaky', ['x'], ['y'])], [endless]), () => new Uint8Array());
    expect(() => inlineFunctions(model)).toThrow("Function 'leaky' of the model calls itself");
  });
});
