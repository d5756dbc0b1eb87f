import path from 'node:path';
import type { WeightFile } from '../onnx/constant.ts';
import type { Model } from '../onnx/ir.ts';
import { encodeModel } from '../onnx/serde.ts';

/** A model for ONNX Runtime, whose large weights it finds in their files. */
export interface EncodedInPlace {
  readonly bytes: Uint8Array;
  /** The files that weights were left in. */
  readonly files: readonly WeightFile[];
  /** The folder that their names in the model start from. */
  readonly folder: string;
}

/**
 * Writes a model without the weights that lie in files already, whatever graph they are part of by now: ONNX Runtime
 * maps them into memory from there. They are named from the root of the file system on, since they may lie in several
 * folders; which files may be read was decided when the model was opened.
 */
export function encodeInPlace(model: Model): EncodedInPlace {
  const files = new Set<WeightFile>();
  let folder = '';
  const bytes = encodeModel(model, ({ file }) => {
    const { root } = path.parse(file.path);
    if (folder !== '' && root !== folder) return undefined;
    folder = root;
    files.add(file);
    return path.relative(root, file.path);
  });
  return { bytes, files: [...files], folder };
}

/**
 * What a session of such a model is told, in the group `session`. Packed weights would be copies of what is mapped, one for
 * each node that reads them, and a head's explainer reads its weights twice.
 */
export function inPlaceEntries(folder: string): Record<string, string> {
  return { model_external_initializers_file_folder_path: folder, disable_prepacking: '1' };
}
