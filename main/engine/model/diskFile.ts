import type { Hash } from 'node:crypto';
import { closeSync, existsSync, openSync, readSync, realpathSync, statSync, type Stats } from 'node:fs';
import { open } from 'node:fs/promises';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { WeightFile } from '../onnx/constant.ts';
import type { ByteSource } from '../onnx/outline.ts';

/** Bytes that are read at once where many small pieces are asked for. */
const WINDOW = 2 ** 18;
/** Bytes that are hashed between two moments at which others may work. */
const HASHED_AT_ONCE = 2 ** 22;
/** What one call of the system reads at most. */
const READ_AT_ONCE = 2 ** 30;

/** A file that a model, or a part of its weights, lies in, as it was when it was opened. */
export class DiskFile implements WeightFile, ByteSource {
  readonly path: string;
  readonly #stats: Stats;
  #window: Uint8Array = new Uint8Array(0);
  #windowStart = 0;

  /** @throws Error where there is no such file, or a folder or device in its place */
  constructor(file: string) {
    this.path = realpathSync(file);
    this.#stats = statSync(this.path);
    if (!this.#stats.isFile()) throw new Error('it is not a file');
  }

  get size(): number {
    return this.#stats.size;
  }

  /** Whether it is still what it was. */
  isCurrent(): boolean {
    const now = statSync(this.path, { throwIfNoEntry: false });
    const { size, mtimeMs, ino } = this.#stats;
    return now?.size === size && now.mtimeMs === mtimeMs && now.ino === ino;
  }

  exists(): boolean {
    return existsSync(this.path);
  }

  /** @throws WorkbenchError 'model-changed' */
  check(): void {
    if (this.isCurrent()) return;
    throw new WorkbenchError(
      'model-changed',
      `The model's file '${this.path}' has ${this.exists() ? 'changed' : 'gone'} since the model was opened. Open the model again.`,
    );
  }

  read(offset: number, length: number): Uint8Array {
    if (length > WINDOW / 2) return this.#readNow(offset, length);
    const start = offset - this.#windowStart;
    if (start >= 0 && start + length <= this.#window.length)
      return this.#window.subarray(start, start + length);
    this.#window = this.#readNow(offset, Math.min(WINDOW, this.size - offset));
    this.#windowStart = offset;
    return this.#window.subarray(0, length);
  }

  #readNow(offset: number, length: number): Uint8Array {
    const bytes = new Uint8Array(Math.max(0, length));
    const handle = openSync(this.path, 'r');
    try {
      for (let done = 0; done < length;) {
        const read = readSync(handle, bytes, done, Math.min(length - done, READ_AT_ONCE), offset + done);
        if (read === 0) this.check();
        if (read === 0) return bytes.subarray(0, done);
        done += read;
      }
    } finally {
      closeSync(handle);
    }
    return bytes;
  }

  /** Adds bytes of the file to a hash, piece by piece. */
  async addTo(hash: Hash, offset: number, length: number): Promise<void> {
    const handle = await open(this.path, 'r');
    try {
      const piece = new Uint8Array(Math.min(HASHED_AT_ONCE, length));
      for (let done = 0; done < length;) {
        const { bytesRead } = await handle.read(
          piece,
          0,
          Math.min(piece.length, length - done),
          offset + done,
        );
        if (bytesRead === 0) return;
        hash.update(piece.subarray(0, bytesRead));
        done += bytesRead;
      }
    } finally {
      await handle.close();
    }
  }
}
