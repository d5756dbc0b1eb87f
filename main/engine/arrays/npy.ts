import { WorkbenchError } from '../../../shared/errors.ts';
import { elementCount, type Tensor } from '../../../shared/tensor.ts';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** The longest header that version 1 allows; what NumPy writes for an array is far shorter. */
export const NPY_HEADER_BYTES = 10 + 0xffff;

/** What a .npy file says of its array. */
export interface NpyHeader {
  readonly dims: readonly number[];
  /** Position of the first value in the file. */
  readonly dataStart: number;
  readonly littleEndian: boolean;
}

/**
 * Reads a NumPy .npy file (format versions 1 to 3) of float32 in C order; `name` stands in errors.
 *
 * @throws WorkbenchError `input-invalid`
 */
export function readNpy(bytes: Uint8Array, name: string): Tensor {
  const header = readNpyHeader(bytes, bytes.length, name);
  return { dims: header.dims, data: readFloats(bytes.subarray(header.dataStart), header.littleEndian) };
}

/**
 * Reads the header alone.
 * @param start the file's first bytes, {@link NPY_HEADER_BYTES} of them or all there are
 * @param fileBytes size of the whole file
 * @throws WorkbenchError `input-invalid`
 */
export function readNpyHeader(start: Uint8Array, fileBytes: number, name: string): NpyHeader {
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  if (start.length < 10 || MAGIC.some((byte, i) => start[i] !== byte)) {
    throw invalid(name, 'it is not a .npy file', 'Save it with numpy.save.');
  }
  const version = start[6]!;
  if (version < 1 || version > 3)
    throw invalid(name, `.npy version ${version} is unknown`, 'Save it with numpy.save.');
  const textStart = version === 1 ? 10 : 12;
  const textLength =
    version === 1 ? view.getUint16(8, true) : start.length >= 12 ? view.getUint32(8, true) : 0;
  const text = new TextDecoder(version === 3 ? 'utf-8' : 'latin1').decode(
    start.subarray(textStart, textStart + textLength),
  );
  const type = /'descr':\s*'([^']*)'/.exec(text)?.[1];
  const order = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  const shape = /'shape':\s*\(([^)]*)\)/.exec(text)?.[1];
  if (type === undefined || order === undefined || shape === undefined) {
    throw invalid(name, 'its header is damaged', 'Save it again with numpy.save.');
  }
  if (type !== '<f4' && type !== '>f4') {
    throw invalid(name, `its type is ${type}, not float32`, 'Save array.astype(numpy.float32).');
  }
  if (order === 'True') {
    throw invalid(name, 'it is in Fortran order', 'Save numpy.ascontiguousarray(array).');
  }
  const dims = shape
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map(Number);
  const needed = elementCount(dims) * 4;
  const dataStart = textStart + textLength;
  if (fileBytes - dataStart !== needed) {
    throw invalid(
      name,
      `shape [${dims.join(', ')}] needs ${needed} bytes, found ${fileBytes - dataStart}`,
      'Copy the file again.',
    );
  }
  return { dims, dataStart, littleEndian: type === '<f4' };
}

/** The float32 values that fill `bytes`. */
export function readFloats(bytes: Uint8Array, littleEndian: boolean): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const data = new Float32Array(bytes.length / 4);
  for (let i = 0; i < data.length; i++) data[i] = view.getFloat32(i * 4, littleEndian);
  return data;
}

/** Writes a tensor as .npy version 1, little-endian float32, C order, the data on a 64-byte boundary. */
export function writeNpy(tensor: Tensor): Uint8Array {
  const { dims, data } = tensor;
  const shape = dims.length === 1 ? `(${dims[0]},)` : `(${dims.join(', ')})`;
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': ${shape}, }`;
  const headerLength = Math.ceil((10 + text.length + 1) / 64) * 64 - 10;
  const bytes = new Uint8Array(10 + headerLength + data.length * 4);
  const view = new DataView(bytes.buffer);
  bytes.set([...MAGIC, 1, 0]);
  view.setUint16(8, headerLength, true);
  bytes.set(new TextEncoder().encode(`${text.padEnd(headerLength - 1)}\n`), 10);
  for (let i = 0; i < data.length; i++) view.setFloat32(10 + headerLength + i * 4, data[i]!, true);
  return bytes;
}

function invalid(name: string, what: string, remedy: string): WorkbenchError {
  return new WorkbenchError('input-invalid', `Cannot read ${name}: ${what}. ${remedy}`);
}
