import { open, type FileHandle } from 'node:fs/promises';
import { WorkbenchError } from '../../../shared/errors.ts';
import { elementCount } from '../../../shared/tensor.ts';
import type { InputShape } from '../images/preprocess.ts';
import { NPY_HEADER_BYTES, readFloats, readNpyHeader } from './npy.ts';

/** Preprocessed images in a .npy file, one a row. */
export interface InputRows {
  /** Null for a file that holds one image without a batch dimension. */
  readonly count: number | null;
  /** One image in the model's own layout. */
  read(row: number): Promise<Float32Array>;
}

/**
 * Opens a .npy file of float32 inputs: [C, H, W] or [N, C, H, W], or the same in the model's own layout. Rows are
 * read one by one, so that a file may be larger than memory.
 * @throws WorkbenchError 'input-invalid' naming the shapes that the model takes
 */
export async function openInputRows(file: string, input: InputShape): Promise<InputRows> {
  const { dims, dataStart, littleEndian } = await withFile(file, async (handle) => {
    const { size } = await handle.stat();
    const start = await readBytes(handle, 0, Math.min(size, NPY_HEADER_BYTES));
    return readNpyHeader(start, size, file);
  });
  const order = orderOf(dims, input);
  if (order === null || (dims.length === 4 && dims[0] === 0)) {
    const { channels, height, width } = input;
    throw new WorkbenchError(
      'input-invalid',
      `Cannot read ${file}: its shape is [${dims.join(', ')}]. The model takes [${channels}, ${height}, ${width}] or [N, ${channels}, ${height}, ${width}].`,
    );
  }
  const values = elementCount(dims.slice(-3));
  return {
    count: dims.length === 4 ? (dims[0] as number) : null,
    read: async (row) => {
      const bytes = await withFile(file, (handle) =>
        readBytes(handle, dataStart + row * values * 4, values * 4),
      );
      const data = readFloats(bytes, littleEndian);
      return order === 'planes' ? interleaved(data, input.channels) : data;
    },
  };
}

/** How an image lies in the file: as the model takes it, or in planes where the model takes pixels; null for neither. */
function orderOf(dims: readonly number[], { layout, channels, height, width }: InputShape) {
  const fits = (wanted: readonly number[]) =>
    dims.slice(-3).join() === wanted.join() && (dims.length === 3 || dims.length === 4);
  const planes = [channels, height, width];
  if (fits(layout === 'NCHW' ? planes : [height, width, channels])) return 'own';
  return fits(planes) ? 'planes' : null;
}

/** [C, H, W] -> [H, W, C]. */
function interleaved(planes: Float32Array, channels: number): Float32Array {
  const size = planes.length / channels;
  return Float32Array.from(planes, (_, at) => planes[(at % channels) * size + Math.floor(at / channels)]!);
}

async function withFile<T>(file: string, use: (handle: FileHandle) => Promise<T>): Promise<T> {
  let handle: FileHandle;
  try {
    handle = await open(file);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    throw new WorkbenchError(
      'input-invalid',
      `Cannot read ${file}: it cannot be opened (${reason}). Check that it exists and may be read.`,
      { cause: error },
    );
  }
  try {
    return await use(handle);
  } finally {
    await handle.close();
  }
}

async function readBytes(handle: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length;) {
    const { bytesRead } = await handle.read(bytes, done, length - done, position + done);
    if (bytesRead === 0)
      throw new WorkbenchError('input-invalid', 'The .npy file ended early. Copy it again.');
    done += bytesRead;
  }
  return bytes;
}
