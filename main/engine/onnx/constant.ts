import { elementCount } from '../../../shared/tensor.ts';

/** Element types of ONNX (TensorProto.DataType) that the engine handles. */
export const DataType = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  string: 8,
  bool: 9,
  float16: 10,
  float64: 11,
  uint32: 12,
  uint64: 13,
  bfloat16: 16,
} as const;

/** Element types a graph can be differentiated in. */
export type FloatType = typeof DataType.float32 | typeof DataType.float64;

/** A file that weights are left in until they are asked for. */
export interface WeightFile {
  /** Absolute, after all symbolic links. */
  readonly path: string;
  /** @throws WorkbenchError 'model-changed' where the file is not any more what was opened */
  check(): void;
  read(offset: number, length: number): Uint8Array;
}

/** Where bytes lie in a file. */
export interface Place {
  readonly file: WeightFile;
  readonly offset: number;
  readonly length: number;
}

/** A tensor whose values are part of the model: little-endian bytes in row-major order. */
export interface Constant {
  readonly dtype: number;
  readonly dims: readonly number[];
  /** Read from the file each time they are asked for where there is a `place`. */
  readonly bytes: Uint8Array;
  readonly place?: Place;
}

/** A constant whose bytes stay in their file. */
export function storedConstant(dtype: number, dims: readonly number[], place: Place): Constant {
  return {
    dtype,
    dims,
    place,
    get bytes() {
      place.file.check();
      return place.file.read(place.offset, place.length);
    },
  };
}

/** The same values in another shape, left where they are. */
export function reshaped(constant: Constant, dims: readonly number[]): Constant {
  const { dtype, place } = constant;
  return place ? storedConstant(dtype, dims, place) : { dtype, dims, bytes: constant.bytes };
}

/** Some of the rows on axis 0 of a constant of fixed width, left where they are. */
export function rowsOf(constant: Constant, first: number, count: number): Constant {
  const { dtype, dims, place } = constant;
  const size = byteLength(constant) / (dims[0] as number);
  const some = [count, ...dims.slice(1)];
  if (!place)
    return { dtype, dims: some, bytes: constant.bytes.subarray(first * size, (first + count) * size) };
  return storedConstant(dtype, some, { ...place, offset: place.offset + first * size, length: count * size });
}

/** Number of bytes, found without reading them. */
export function byteLength(constant: Constant): number {
  return constant.place?.length ?? constant.bytes.length;
}

const BYTES_PER_ELEMENT: Readonly<Record<number, number>> = {
  [DataType.float32]: 4,
  [DataType.uint8]: 1,
  [DataType.int8]: 1,
  [DataType.uint16]: 2,
  [DataType.int16]: 2,
  [DataType.int32]: 4,
  [DataType.int64]: 8,
  [DataType.bool]: 1,
  [DataType.float16]: 2,
  [DataType.float64]: 8,
  [DataType.uint32]: 4,
  [DataType.uint64]: 8,
  [DataType.bfloat16]: 2,
};

/** Bytes per element, or undefined for a type of no fixed width. */
export function bytesPerElement(dtype: number): number | undefined {
  return BYTES_PER_ELEMENT[dtype];
}

const TYPE_NAMES = new Map<number, string>(Object.entries(DataType).map(([name, code]) => [code, name]));

export function dataTypeName(dtype: number): string {
  return TYPE_NAMES.get(dtype) ?? `element type ${String(dtype)}`;
}

/** The bytes of a typed array, shared, not copied. */
export function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** Bytes on an 8-byte boundary, copied only where needed, so that any typed array can look at them. */
function aligned(bytes: Uint8Array): Uint8Array {
  return bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
}

export function float32Constant(dims: readonly number[], values: Float32Array | readonly number[]): Constant {
  const data = values instanceof Float32Array ? values : Float32Array.from(values);
  return { dtype: DataType.float32, dims, bytes: bytesOf(data) };
}

/** Constant of either floating-point width. */
export function floatConstant(
  dtype: FloatType,
  dims: readonly number[],
  values: readonly number[],
): Constant {
  if (dtype === DataType.float32) return float32Constant(dims, values);
  return { dtype, dims, bytes: bytesOf(Float64Array.from(values)) };
}

export function int64Constant(dims: readonly number[], values: readonly number[]): Constant {
  return { dtype: DataType.int64, dims, bytes: bytesOf(BigInt64Array.from(values, toInt64)) };
}

const INT64_MAX = 2n ** 63n - 1n;

/** Nearest 64-bit integer: 2^63, which a number rounds the largest one to, becomes that largest one. */
export function toInt64(value: number): bigint {
  const exact = BigInt(Math.trunc(value));
  if (exact > INT64_MAX) return INT64_MAX;
  return exact < -INT64_MAX ? -INT64_MAX : exact;
}

/** The typed array that a runtime takes for this constant: 64-bit integers as bigint, half floats as their bits. */
export function typedArrayOf(constant: Constant): ArrayBufferView {
  const { buffer, byteOffset } = aligned(constant.bytes);
  const count = elementCount(constant.dims);
  switch (constant.dtype) {
    case DataType.float32:
      return new Float32Array(buffer, byteOffset, count);
    case DataType.float64:
      return new Float64Array(buffer, byteOffset, count);
    case DataType.int64:
      return new BigInt64Array(buffer, byteOffset, count);
    case DataType.int32:
      return new Int32Array(buffer, byteOffset, count);
    case DataType.int8:
      return new Int8Array(buffer, byteOffset, count);
    case DataType.float16:
      return new Uint16Array(buffer, byteOffset, count);
    default:
      return constant.bytes;
  }
}

/** Values of an integer or bool constant as numbers; undefined for other element types. */
export function integersOf(constant: Constant): number[] | undefined {
  const bytes = aligned(constant.bytes);
  const count = elementCount(constant.dims);
  switch (constant.dtype) {
    case DataType.int64:
      return Array.from(new BigInt64Array(bytes.buffer, bytes.byteOffset, count), Number);
    case DataType.int32:
      return Array.from(new Int32Array(bytes.buffer, bytes.byteOffset, count));
    case DataType.bool:
    case DataType.uint8:
      return Array.from(bytes.subarray(0, count));
    default:
      return undefined;
  }
}

/** Values of a float32 or float64 constant; undefined for other element types. */
export function floatsOf(constant: Constant): Float32Array | Float64Array | undefined {
  const bytes = aligned(constant.bytes);
  const count = elementCount(constant.dims);
  if (constant.dtype === DataType.float32) return new Float32Array(bytes.buffer, bytes.byteOffset, count);
  if (constant.dtype === DataType.float64) return new Float64Array(bytes.buffer, bytes.byteOffset, count);
  return undefined;
}

/** A float constant of the same element type holding the given values. */
export function likeConstant(
  model: Constant,
  dims: readonly number[],
  values: Float32Array | Float64Array,
): Constant {
  return { dtype: model.dtype, dims, bytes: bytesOf(values) };
}
