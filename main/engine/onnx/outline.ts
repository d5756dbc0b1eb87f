import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { WorkbenchError } from '../../../shared/errors.ts';
import {
  AttributeProtoSchema,
  FunctionProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  TensorProto_DataLocation as DataLocation,
  TensorProtoSchema,
} from './onnxProto.ts';

/** A file that is read in pieces. */
export interface ByteSource {
  readonly size: number;
  /** Fewer bytes than asked for only where the file ends. */
  read(offset: number, length: number): Uint8Array;
}

type Kind = 'model' | 'function' | 'graph' | 'node' | 'attribute' | 'tensor';

/** Field numbers of the messages on the way to a tensor. */
const CHILDREN: Readonly<Record<Kind, Readonly<Record<number, Kind>>>> = {
  model: {
    [ModelProtoSchema.field.graph.number]: 'graph',
    [ModelProtoSchema.field.functions.number]: 'function',
  },
  function: { [FunctionProtoSchema.field.node.number]: 'node' },
  graph: {
    [GraphProtoSchema.field.node.number]: 'node',
    [GraphProtoSchema.field.initializer.number]: 'tensor',
  },
  node: { [NodeProtoSchema.field.attribute.number]: 'attribute' },
  attribute: {
    [AttributeProtoSchema.field.t.number]: 'tensor',
    [AttributeProtoSchema.field.g.number]: 'graph',
  },
  tensor: {},
};
const { rawData, dataLocation, externalData } = TensorProtoSchema.field;

const VARINT: number = WireType.Varint;
const LENGTH_DELIMITED: number = WireType.LengthDelimited;
const WIDTHS = new Map<number, number>([
  [WireType.Bit64, 8],
  [WireType.Bit32, 4],
]);

/** Messages within messages; protobuf's own readers stop at a hundred. */
const DEEPEST = 100;

/**
 * The same model with every weight of at least `large` bytes left where it is: as external data that lies in the
 * model file itself, under `name`. So a file of any size is read without its weights, and its structure is checked
 * to the last byte. Where no weight can be that large, the very bytes of the file.
 * @throws WorkbenchError 'model-unreadable' where the file is cut short or its bytes are not protobuf
 */
export function outline(source: ByteSource, name: string, large: number): Uint8Array {
  const writer = large < source.size ? new BinaryWriter() : null;
  copyMessage('model', 0, source.size, 0);
  return writer?.finish() ?? source.read(0, source.size);

  function copyMessage(kind: Kind, start: number, end: number, depth: number): void {
    if (depth > DEEPEST) throw damaged(start, source.size, 'messages lie too deep within each other');
    for (let at = start; at < end;) {
      const [tag, afterTag] = varint(at, end);
      const field = Math.floor(tag / 8);
      const type = tag % 8;
      if (field === 0) throw damaged(at, source.size, 'a field has no number');
      if (type !== LENGTH_DELIMITED) {
        const next = endOfNumber(type, afterTag, end, at);
        writer?.raw(source.read(at, next - at));
        at = next;
        continue;
      }
      const [length, body] = varint(afterTag, end);
      if (length > end - body) throw cutShort(at, length - (end - body), end === source.size, source.size);
      const child = CHILDREN[kind][field];
      if (child) {
        writer?.tag(field, WireType.LengthDelimited).fork();
        copyMessage(child, body, body + length, depth + 1);
        writer?.join();
      } else if (writer && kind === 'tensor' && field === rawData.number && length >= large) {
        leave(writer, body, length);
      } else {
        writer?.raw(source.read(at, body + length - at));
      }
      at = body + length;
    }
  }

  function leave(writer: BinaryWriter, offset: number, length: number): void {
    writer.tag(dataLocation.number, WireType.Varint).uint32(DataLocation.EXTERNAL);
    for (const [key, value] of Object.entries({ location: name, offset, length })) {
      writer.tag(externalData.number, WireType.LengthDelimited).fork();
      writer.tag(1, WireType.LengthDelimited).string(key);
      writer.tag(2, WireType.LengthDelimited).string(String(value)).join();
    }
  }

  /** An unsigned number of seven bits a byte, and the position behind it. */
  function varint(start: number, end: number): readonly [number, number] {
    const bytes = source.read(start, Math.min(10, end - start));
    let value = 0;
    for (const [index, byte] of bytes.entries()) {
      value += (byte % 128) * 2 ** (7 * index);
      if (byte < 128) return [value, start + index + 1];
    }
    if (end - start < 10 && end === source.size) throw cutShort(start, 1, true, source.size);
    throw damaged(start, source.size, 'a number there never ends');
  }

  function endOfNumber(type: number, start: number, end: number, at: number): number {
    if (type === VARINT) return varint(start, end)[1];
    const width = WIDTHS.get(type);
    if (width === undefined) throw damaged(at, source.size, 'a field there is of no known type');
    if (start + width > end) throw cutShort(at, start + width - end, end === source.size, source.size);
    return start + width;
  }
}

function cutShort(at: number, missing: number, atEnd: boolean, size: number): WorkbenchError {
  if (!atEnd) return damaged(at, size, 'a part there is longer than the whole that holds it');
  return new WorkbenchError(
    'model-unreadable',
    `The file is cut short: the part that begins at byte ${String(at)} of ${String(size)} lacks ${missing === 1 ? 'one byte' : `${String(missing)} bytes`}. Copy or download it again.`,
  );
}

function damaged(at: number, size: number, reason: string): WorkbenchError {
  return new WorkbenchError(
    'model-unreadable',
    `The file is damaged or not an ONNX model: at byte ${String(at)} of ${String(size)} ${reason}. Copy or export it again.`,
  );
}
