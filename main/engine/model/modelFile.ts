import { promises as fs } from 'node:fs';
import path from 'node:path';
import { WorkbenchError } from '../../../shared/errors.ts';

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

/** A model file that cannot be opened, the reason, and what to do about it. */
export function unreadable(file: string, reason: string, remedy: string): WorkbenchError {
  return new WorkbenchError('model-unreadable', `Model '${file}' cannot be opened: ${reason}. ${remedy}`);
}
