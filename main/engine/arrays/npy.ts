import { WorkbenchError } from '../../../shared/errors.ts';
import { elementCount, type Tensor } from '../../../shared/tensor.ts';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/**
 * Reads a NumPy .npy file (format versions 1 to 3) of float32 in C order; `name` stands in errors.
 *
 * @throws WorkbenchError `input-invalid`
 */
export function readNpy(bytes: Uint8Array, name: string): Tensor {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 10 || MAGIC.some((byte, i) => bytes[i] !== byte)) {
    throw invalid(name, 'it is not a .npy file', 'Save it with numpy.save.');
  }
  const version = bytes[6]!;
  if (version < 1 || version > 3)
    throw invalid(name, `.npy version ${version} is unknown`, 'Save it with numpy.save.');
  const lengthBytes = version === 1 ? 2 : 4;
  const start = 8 + lengthBytes;
  const headerLength =
    version === 1 ? view.getUint16(8, true) : bytes.length >= 12 ? view.getUint32(8, true) : 0;
  const header = new TextDecoder(version === 3 ? 'utf-8' : 'latin1').decode(
    bytes.subarray(start, start + headerLength),
  );
  const type = /'descr':\s*'([^']*)'/.exec(header)?.[1];
  const order = /'fortran_order':\s*(True|False)/.exec(header)?.[1];
  const shape = /'shape':\s*\(([^)]*)\)/.exec(header)?.[1];
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
  const count = elementCount(dims);
  const body = start + headerLength;
  if (bytes.length - body !== count * 4) {
    throw invalid(
      name,
      `shape [${dims.join(', ')}] needs ${count * 4} bytes, found ${bytes.length - body}`,
      'Copy the file again.',
    );
  }
  const data = new Float32Array(count);
  for (let i = 0; i < count; i++) data[i] = view.getFloat32(body + i * 4, type === '<f4');
  return { dims, data };
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
