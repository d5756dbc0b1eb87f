import { WorkbenchError } from '../../../shared/errors.ts';
import { elementCount } from '../../../shared/tensor.ts';
import {
  DataType,
  bytesOf,
  bytesPerElement,
  dataTypeName,
  storedConstant,
  type Constant,
  type Place,
} from './constant.ts';
import { TensorProto_DataLocation as DataLocation, type TensorProto } from './onnxProto.ts';

/**
 * Bytes of a tensor that lies outside the model's protobuf message, or the place where they stay. `length` is null
 * where the message names none.
 */
export type ExternalReader = (
  location: string,
  offset: number,
  length: number | null,
  tensor: string,
) => Uint8Array | Place;

/** A tensor of the file as a constant, its bytes shared with the file's wherever they lie there as they are. */
export function readTensor(proto: TensorProto, external: ExternalReader): Constant {
  const dims = proto.dims.map(Number);
  const dtype = proto.dataType;
  const width = bytesPerElement(dtype);
  if (width === undefined) {
    throw new WorkbenchError(
      'model-unsupported',
      `Initializer '${proto.name}' is of ${dataTypeName(dtype)}, which no operator of a CNN classifier takes. Export the model with float weights.`,
    );
  }
  if (dims.some((dim) => dim < 0 || !Number.isSafeInteger(dim))) {
    throw damaged(proto.name, `its shape [${dims.join(', ')}] is impossible`);
  }
  const expected = elementCount(dims) * width;
  const data = dataOf(proto, external);
  if (data.length !== expected) {
    throw damaged(
      proto.name,
      `its shape [${dims.join(', ')}] asks for ${String(expected)} bytes of ${dataTypeName(dtype)}, but it holds ${String(data.length)}`,
    );
  }
  return data instanceof Uint8Array ? { dtype, dims, bytes: data } : storedConstant(dtype, dims, data);
}

function damaged(name: string, reason: string): WorkbenchError {
  return new WorkbenchError(
    'model-unreadable',
    `Initializer '${name}' is damaged: ${reason}. Copy or export the model again.`,
  );
}

function dataOf(proto: TensorProto, external: ExternalReader): Uint8Array | Place {
  if (proto.dataLocation === DataLocation.EXTERNAL) {
    const fields = new Map(proto.externalData.map((entry) => [entry.key, entry.value]));
    const length = fields.get('length');
    return external(
      fields.get('location') ?? '',
      Number(fields.get('offset') ?? 0),
      length === undefined ? null : Number(length),
      proto.name,
    );
  }
  if (proto.rawData.length > 0) return proto.rawData;
  switch (proto.dataType) {
    case DataType.float32:
      return bytesOf(Float32Array.from(proto.floatData));
    case DataType.float64:
      return bytesOf(Float64Array.from(proto.doubleData));
    case DataType.int64:
      return bytesOf(BigInt64Array.from(proto.int64Data));
    case DataType.uint32:
      return bytesOf(Uint32Array.from(proto.uint64Data, Number));
    case DataType.uint64:
      return bytesOf(BigUint64Array.from(proto.uint64Data));
    case DataType.int32:
      return bytesOf(Int32Array.from(proto.int32Data));
    case DataType.int16:
      return bytesOf(Int16Array.from(proto.int32Data));
    case DataType.uint16:
    case DataType.float16:
    case DataType.bfloat16:
      return bytesOf(Uint16Array.from(proto.int32Data));
    case DataType.int8:
      return bytesOf(Int8Array.from(proto.int32Data));
    default:
      return Uint8Array.from(proto.int32Data);
  }
}
