import { create, fromBinary, toBinary, type MessageInitShape } from '@bufbuild/protobuf';
import { WorkbenchError } from '../../../shared/errors.ts';
import { byteLength, toInt64, type Constant, type Place } from './constant.ts';
import type { GraphProtoSchema } from './onnxProto.ts';
import {
  AttributeProto_AttributeType as AttributeType,
  ModelProtoSchema,
  TensorProto_DataLocation as DataLocation,
  type AttributeProto,
  type AttributeProtoSchema,
  type FunctionProto,
  type GraphProto,
  type ModelProto,
  type NodeProto,
  type NodeProtoSchema,
  type StringStringEntryProto,
  type TensorProtoSchema,
  type ValueInfoProto,
  type ValueInfoProtoSchema,
} from './onnxProto.ts';
import type { Attribute, FunctionNode, Graph, LocalFunction, Model, Node, ValueInfo } from './ir.ts';
import { readTensor, type ExternalReader } from './tensorSerde.ts';
import { sortTopologically } from './order.ts';

/*
 * Between ONNX files and the classes of ir.ts. Weights are views into the bytes that were read, or stay in their file:
 * never copies.
 */

const utf8 = new TextDecoder();
const utf8Bytes = new TextEncoder();

/**
 * Reads an ONNX file.
 * @param bytes the whole file
 * @param external reads tensors that lie in files beside it
 * @throws WorkbenchError 'model-unreadable' when the bytes are not a whole ONNX model
 */
export function decodeModel(bytes: Uint8Array, external: ExternalReader): Model {
  const proto = parse(bytes);
  if (!proto.graph || proto.graph.node.length === 0) {
    throw new WorkbenchError(
      'model-unreadable',
      'The file is not an ONNX model: it holds no graph. Choose an .onnx file.',
    );
  }
  const opsets = new Map(
    proto.opsetImport.map((entry) => [normalDomain(entry.domain), Number(entry.version)]),
  );
  return {
    irVersion: Number(proto.irVersion),
    opsets,
    producer: `${proto.producerName} ${proto.producerVersion}`.trim(),
    metadata: entries(proto.metadataProps),
    functions: proto.functions.map((each) => decodeFunction(each, external)),
    graph: decodeGraph(proto.graph, external, true),
  };
}

function parse(bytes: Uint8Array): ModelProto {
  try {
    return fromBinary(ModelProtoSchema, bytes, { readUnknownFields: false });
  } catch (error) {
    throw new WorkbenchError(
      'model-unreadable',
      'The file is damaged or not an ONNX model: its bytes cannot be parsed. Copy or export it again.',
      { cause: error },
    );
  }
}

/** 'ai.onnx' is another name for the standard domain. */
function normalDomain(domain: string): string {
  return domain === 'ai.onnx' ? '' : domain;
}

function entries(list: readonly StringStringEntryProto[]): Map<string, string> {
  return new Map(list.map((entry) => [entry.key, entry.value]));
}

function decodeGraph(proto: GraphProto, external: ExternalReader, outermost: boolean): Graph {
  const constants = new Map<string, Constant>();
  for (const tensor of proto.initializer) constants.set(tensor.name, readTensor(tensor, external));
  if (proto.sparseInitializer.length > 0) {
    throw new WorkbenchError(
      'model-unsupported',
      'The model holds sparse initializers. Export it with dense weights.',
    );
  }
  const nodes = proto.node.map((node) => decodeNode(node, external));
  const inputs = proto.input.filter((input) => !constants.has(input.name)).map(decodeValueInfo);
  const given = [...constants.keys(), ...inputs.map((input) => input.name)];
  if (outermost) requireOutputs(proto, nodes, given);
  return {
    name: proto.name,
    nodes: outermost ? sortTopologically(nodes, given) : nodes,
    constants,
    inputs,
    outputs: proto.output.map(decodeValueInfo),
  };
}

function requireOutputs(proto: GraphProto, nodes: readonly Node[], given: readonly string[]): void {
  const known = new Set([...given, ...nodes.flatMap((node) => node.outputs)]);
  const missing = proto.output.find(({ name }) => !known.has(name));
  if (!missing) return;
  throw new WorkbenchError(
    'model-unreadable',
    `Nothing writes the output '${missing.name}'. Export the model again.`,
  );
}

function decodeNode(proto: NodeProto, external: ExternalReader): Node {
  return {
    op: proto.opType,
    domain: normalDomain(proto.domain),
    name: proto.name,
    inputs: proto.input,
    outputs: proto.output,
    attributes: new Map(
      proto.attribute.flatMap((each) =>
        each.refAttrName === '' ? [[each.name, decodeAttribute(each, external)] as const] : [],
      ),
    ),
    metadata: entries(proto.metadataProps),
  };
}

function decodeFunction(proto: FunctionProto, external: ExternalReader): LocalFunction {
  const nodes = proto.node.map((node): FunctionNode => ({
    ...decodeNode(node, external),
    attributeReferences: new Map(
      node.attribute.flatMap((each) =>
        each.refAttrName === '' ? [] : [[each.name, each.refAttrName] as const],
      ),
    ),
  }));
  const defaults = proto.attributeProto.map((each) => [each.name, decodeAttribute(each, external)] as const);
  return {
    domain: normalDomain(proto.domain),
    name: proto.name,
    inputs: proto.input,
    outputs: proto.output,
    attributeDefaults: new Map(defaults),
    nodes,
  };
}

function decodeAttribute(proto: AttributeProto, external: ExternalReader): Attribute {
  switch (proto.type) {
    case AttributeType.FLOAT:
      return { type: 'float', value: proto.f };
    case AttributeType.INT:
      return { type: 'int', value: Number(proto.i) };
    case AttributeType.STRING:
      return { type: 'string', value: utf8.decode(proto.s) };
    case AttributeType.FLOATS:
      return { type: 'floats', value: proto.floats };
    case AttributeType.INTS:
      return { type: 'ints', value: proto.ints.map(Number) };
    case AttributeType.STRINGS:
      return { type: 'strings', value: proto.strings.map((each) => utf8.decode(each)) };
    case AttributeType.TENSOR:
      if (proto.t) return { type: 'tensor', value: readTensor(proto.t, external) };
      break;
    case AttributeType.GRAPH:
      if (proto.g) return { type: 'graph', value: decodeGraph(proto.g, external, false) };
      break;
    default:
  }
  throw new WorkbenchError(
    'model-unsupported',
    `Attribute '${proto.name}' is of a kind (${AttributeType[proto.type]}) that CNN classifiers do not use.`,
  );
}

function decodeValueInfo(proto: ValueInfoProto): ValueInfo {
  const type = proto.type?.value;
  if (type?.case !== 'tensorType') return { name: proto.name, dtype: 0, dims: null };
  const dims = type.value.shape?.dim.map(({ value }) => {
    if (value.case === 'dimValue') return Number(value.value);
    return value.case === 'dimParam' && value.value !== '' ? value.value : null;
  });
  return { name: proto.name, dtype: type.value.elemType, dims: dims ?? null };
}

/** What a place is called in external data; undefined where the bytes are to be written into the message. */
export type Locate = (place: Place) => string | undefined;

/** Bytes of weights that fit into one file, whose messages protobuf limits to 2 GiB. */
export const INLINE_LIMIT = 2 ** 31 - 2 ** 20;

/**
 * Writes a model as one ONNX file.
 * @param locate names the files of weights that stay where they are; without it all weights are inside
 * @throws WorkbenchError 'model-unsupported' when it would pass protobuf's 2 GiB limit
 */
export function encodeModel(model: Model, locate: Locate = () => undefined): Uint8Array {
  let size = 0;
  for (const constant of model.graph.constants.values()) {
    if (!constant.place || locate(constant.place) === undefined) size += byteLength(constant);
  }
  if (size > INLINE_LIMIT) {
    throw new WorkbenchError(
      'model-unsupported',
      `The graph holds ${(size / 2 ** 30).toFixed(1)} GiB of weights; one ONNX file can hold 2 GiB. Choose a later layer.`,
    );
  }
  const proto = create(ModelProtoSchema, {
    irVersion: BigInt(model.irVersion),
    producerName: model.producer,
    opsetImport: Array.from(model.opsets, ([domain, version]) => ({ domain, version: BigInt(version) })),
    metadataProps: Array.from(model.metadata, ([key, value]) => ({ key, value })),
    graph: encodeGraph(model.graph, locate),
  });
  return toBinary(ModelProtoSchema, proto, { writeUnknownFields: false });
}

function encodeGraph(graph: Graph, locate: Locate): MessageInitShape<typeof GraphProtoSchema> {
  return {
    name: graph.name === '' ? 'graph' : graph.name,
    node: uniquelyNamed(graph.nodes).map((node) => encodeNode(node, locate)),
    initializer: Array.from(graph.constants, ([name, constant]) => ({
      name,
      ...encodeTensor(constant, locate),
    })),
    input: graph.inputs.map(encodeValueInfo),
    output: graph.outputs.map(encodeValueInfo),
  };
}

/** ONNX Runtime refuses two nodes of one name, which exporters and passes do write; a number tells them apart. */
function uniquelyNamed(nodes: readonly Node[]): Node[] {
  const uses = new Map<string, number>();
  const taken = new Set(nodes.map((node) => node.name));
  return nodes.map((node) => {
    const before = uses.get(node.name) ?? 0;
    uses.set(node.name, before + 1);
    if (before === 0 || node.name === '') return node;
    let name = node.name;
    for (let number = before; taken.has(name); number += 1) name = `${node.name}:${String(number)}`;
    taken.add(name);
    return { ...node, name };
  });
}

function encodeNode(node: Node, locate: Locate): MessageInitShape<typeof NodeProtoSchema> {
  return {
    opType: node.op,
    domain: node.domain,
    name: node.name,
    input: [...node.inputs],
    output: [...node.outputs],
    attribute: Array.from(node.attributes, ([name, attribute]) => encodeAttribute(name, attribute, locate)),
    metadataProps: Array.from(node.metadata, ([key, value]) => ({ key, value })),
  };
}

function encodeTensor(constant: Constant, locate: Locate): MessageInitShape<typeof TensorProtoSchema> {
  const { place } = constant;
  const location = place && locate(place);
  const about = { dims: constant.dims.map(BigInt), dataType: constant.dtype };
  if (!place || location === undefined) return { ...about, rawData: constant.bytes };
  const where = { location, offset: place.offset, length: place.length };
  return {
    ...about,
    dataLocation: DataLocation.EXTERNAL,
    externalData: Object.entries(where).map(([key, value]) => ({ key, value: String(value) })),
  };
}

function encodeAttribute(
  name: string,
  attribute: Attribute,
  locate: Locate,
): MessageInitShape<typeof AttributeProtoSchema> {
  switch (attribute.type) {
    case 'float':
      return { name, type: AttributeType.FLOAT, f: attribute.value };
    case 'int':
      return { name, type: AttributeType.INT, i: toInt64(attribute.value) };
    case 'string':
      return { name, type: AttributeType.STRING, s: utf8Bytes.encode(attribute.value) };
    case 'floats':
      return { name, type: AttributeType.FLOATS, floats: [...attribute.value] };
    case 'ints':
      return { name, type: AttributeType.INTS, ints: attribute.value.map(toInt64) };
    case 'strings':
      return {
        name,
        type: AttributeType.STRINGS,
        strings: attribute.value.map((each) => utf8Bytes.encode(each)),
      };
    case 'tensor':
      return { name, type: AttributeType.TENSOR, t: encodeTensor(attribute.value, locate) };
    case 'graph':
      return { name, type: AttributeType.GRAPH, g: encodeGraph(attribute.value, locate) };
  }
}

function encodeValueInfo(info: ValueInfo): MessageInitShape<typeof ValueInfoProtoSchema> {
  const dim = info.dims?.map((value) => {
    if (typeof value === 'number') return { value: { case: 'dimValue' as const, value: BigInt(value) } };
    return value === null ? {} : { value: { case: 'dimParam' as const, value } };
  });
  const tensorType = { elemType: info.dtype, ...(dim && { shape: { dim } }) };
  return info.dtype === 0
    ? { name: info.name }
    : { name: info.name, type: { value: { case: 'tensorType', value: tensorType } } };
}
