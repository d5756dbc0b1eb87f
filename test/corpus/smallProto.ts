import { create, toBinary, type DescMessage, type Message, type MessageInitShape } from '@bufbuild/protobuf';
import {
  AttributeProto_AttributeType as AttributeType,
  ModelProtoSchema,
  type AttributeProtoSchema,
  type GraphProtoSchema,
  type NodeProtoSchema,
  type TensorProtoSchema,
  type ValueInfoProtoSchema,
} from '../../main/engine/onnx/onnxProto.ts';
import { spread } from '../support/random.ts';

/** A message as a plain object. */
type Init<Schema extends DescMessage> = Exclude<MessageInitShape<Schema>, Message>;

export type ModelInit = Init<typeof ModelProtoSchema>;
export type GraphInit = Init<typeof GraphProtoSchema>;
export type NodeInit = Init<typeof NodeProtoSchema>;
export type AttributeInit = Init<typeof AttributeProtoSchema>;
export type TensorInit = Init<typeof TensorProtoSchema>;
export type ValueInit = Init<typeof ValueInfoProtoSchema>;

/*
 * Models as protobuf messages, in which anything can be said that a file may say, sound or not.
 */

export const FLOAT = 1;
export const INT64 = 7;

type Attributes = Readonly<Record<string, number | readonly number[] | GraphInit | TensorInit>>;

export function node(
  opType: string,
  input: readonly string[],
  output: readonly string[],
  attributes: Attributes = {},
): NodeInit {
  return {
    opType,
    name: output[0] ?? opType,
    input: [...input],
    output: [...output],
    attribute: Object.entries(attributes).map(([name, value]) => attribute(name, value)),
  };
}

function attribute(name: string, value: Attributes[string]): AttributeInit {
  if (typeof value === 'number') return { name, type: AttributeType.INT, i: BigInt(value) };
  if (Array.isArray(value)) return { name, type: AttributeType.INTS, ints: value.map(BigInt) };
  if ('dataType' in value) return { name, type: AttributeType.TENSOR, t: value };
  return { name, type: AttributeType.GRAPH, g: value as GraphInit };
}

export function value(name: string, dims: readonly (number | string)[], elemType = FLOAT): ValueInit {
  const dim = dims.map((size) =>
    typeof size === 'number'
      ? { value: { case: 'dimValue' as const, value: BigInt(size) } }
      : { value: { case: 'dimParam' as const, value: size } },
  );
  return { name, type: { value: { case: 'tensorType', value: { elemType, shape: { dim } } } } };
}

/** Seeded floats, or those given. */
export function floats(name: string, dims: readonly number[], values?: readonly number[]): TensorInit {
  const count = dims.reduce((product, dim) => product * dim, 1);
  const data = Float32Array.from(values ?? spread(count, dims.length));
  return { name, dims: dims.map(BigInt), dataType: FLOAT, rawData: new Uint8Array(data.buffer) };
}

export function ints(name: string, values: readonly (number | bigint)[], dims = [values.length]): TensorInit {
  const data = BigInt64Array.from(values, BigInt);
  return { name, dims: dims.map(BigInt), dataType: INT64, rawData: new Uint8Array(data.buffer) };
}

/** What is said otherwise than in the small classifier. */
export interface Changes {
  /** Between the activation `a` [N, 4, 8, 8] and what is pooled, `b`. */
  readonly between?: readonly NodeInit[];
  /** All nodes. */
  readonly nodes?: readonly NodeInit[];
  /** More initializers, or others in the place of those of the same name. */
  readonly weights?: readonly TensorInit[];
  readonly sparse?: GraphInit['sparseInitializer'];
  readonly without?: readonly string[];
  readonly inputs?: readonly ValueInit[];
  readonly outputs?: readonly ValueInit[];
  readonly opset?: number;
  readonly more?: ModelInit;
}

/** image [N, 3, 8, 8] -> Conv `a` -> Relu `b` -> mean -> Gemm -> `y` [N, 5], changed. */
export function classifier(changes: Changes = {}): Uint8Array {
  const weights = new Map<string, TensorInit>();
  for (const each of [floats('w', [4, 3, 1, 1]), floats('v', [5, 4]), ...(changes.weights ?? [])]) {
    weights.set(each.name ?? '', each);
  }
  for (const name of changes.without ?? []) weights.delete(name);
  const model: ModelInit = {
    irVersion: 8n,
    producerName: 'corpus',
    opsetImport: [{ domain: '', version: BigInt(changes.opset ?? 17) }],
    graph: {
      name: 'corpus',
      node: [
        ...(changes.nodes ?? [
          node('Conv', ['image', 'w'], ['a']),
          ...(changes.between ?? [node('Relu', ['a'], ['b'])]),
          node('GlobalAveragePool', ['b'], ['p']),
          node('Flatten', ['p'], ['f']),
          node('Gemm', ['f', 'v'], ['y'], { transB: 1 }),
        ]),
      ],
      initializer: [...weights.values()],
      sparseInitializer: changes.sparse ?? [],
      input: [...(changes.inputs ?? [value('image', ['N', 3, 8, 8])])],
      output: [...(changes.outputs ?? [value('y', ['N', 5])])],
    },
    ...changes.more,
  };
  return toBinary(ModelProtoSchema, create(ModelProtoSchema, model));
}
