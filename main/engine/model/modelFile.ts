import type { Hash } from 'node:crypto';
import { promises as fs, closeSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { WorkbenchError } from '../../../shared/errors.ts';
import { isInside } from '../images/resolveInside.ts';
import type { ExternalReader } from '../onnx/tensorSerde.ts';

/** A model on disk: the .onnx file and the folder whose other files describe it. */
export interface ModelFile {
  readonly file: string;
  readonly folder: string;
  readonly name: string;
}

/**
 * Finds the .onnx file that a path means: itself, or the one in a folder as Hugging Face Optimum writes it.
 * @throws WorkbenchError 'model-unreadable'
 */
export async function findModelFile(target: string): Promise<ModelFile> {
  const absolute = path.resolve(target);
  const stats = await fs.stat(absolute).catch(() => undefined);
  if (!stats) throw unreadable(absolute, 'there is no such file or folder', 'Check the path.');
  if (!stats.isDirectory()) {
    return modelFile(absolute);
  }
  const names = (await fs.readdir(absolute)).filter((name) => name.endsWith('.onnx'));
  const chosen = names.includes('model.onnx') ? 'model.onnx' : names.length === 1 ? names[0] : undefined;
  if (chosen === undefined) {
    const found =
      names.length === 0 ? 'no .onnx file' : `${String(names.length)} .onnx files and no model.onnx`;
    throw unreadable(absolute, `the folder holds ${found}`, 'Name the .onnx file itself.');
  }
  return modelFile(path.join(absolute, chosen));
}

/** A file of the usual name is called after its folder, which alone tells it from others. */
function modelFile(file: string): ModelFile {
  const folder = path.dirname(file);
  const name = path.basename(file, '.onnx');
  return { file, folder, name: name === 'model' ? path.basename(folder) : name };
}

/** Bytes of the file, which are added to `hash`. */
export async function readModelBytes(model: ModelFile, hash: Hash): Promise<Uint8Array> {
  const bytes = await fs.readFile(model.file).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw unreadable(model.file, `it cannot be read (${reason})`, 'Check its permissions.');
  });
  hash.update(bytes);
  return bytes;
}

/** Reads weights that lie in files beside the model, and never from outside its folder; they are added to `hash`. */
export function externalReader(model: ModelFile, hash: Hash): ExternalReader {
  return (location, offset, length, tensor) => {
    const file = path.resolve(model.folder, location);
    let real: string;
    let size: number;
    try {
      real = realpathSync(file);
      size = statSync(real).size;
    } catch {
      throw unreadable(
        model.file,
        `the weights of '${tensor}' should lie in '${location}', which is not there`,
        'Put the file beside the model.',
      );
    }
    if (location === '' || path.isAbsolute(location) || !isInside(realpathSync(model.folder), real)) {
      throw new WorkbenchError(
        'path-refused',
        `The weights of '${tensor}' point to '${location}', outside the model's folder. Put the file beside the model and export again.`,
      );
    }
    const count = length ?? size - offset;
    if (!Number.isSafeInteger(offset) || offset < 0 || count < 0 || offset + count > size) {
      throw unreadable(model.file, `'${location}' ends before the weights of '${tensor}'`, 'Copy it again.');
    }
    const bytes = new Uint8Array(count);
    const handle = openSync(real, 'r');
    try {
      for (let done = 0; done < count;) {
        const read = readSync(handle, bytes, done, Math.min(count - done, 2 ** 30), offset + done);
        if (read === 0) throw unreadable(model.file, `'${location}' ended early`, 'Copy it again.');
        done += read;
      }
    } finally {
      closeSync(handle);
    }
    hash.update(bytes);
    return bytes;
  };
}

function unreadable(file: string, reason: string, remedy: string): WorkbenchError {
  return new WorkbenchError('model-unreadable', `Model '${file}' cannot be opened: ${reason}. ${remedy}`);
}
