import { createHash } from 'node:crypto';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import type { Model } from '../onnx/ir.ts';
import { outline } from '../onnx/outline.ts';
import { decodeModel } from '../onnx/serde.ts';
import { DiskFile } from './diskFile.ts';
import { externalData } from './externalData.ts';
import { unreadable, type ModelFile } from './modelFile.ts';
import { HEAD_BYTES, otherFormat } from './otherFormats.ts';

/** Which weights stay in their files. */
export interface Limits {
  /** Size of a model file from which on its large weights stay in it; of a smaller one all is held. */
  readonly model: number;
  /** Size of a large weight, which is worth a look at the file. */
  readonly weight: number;
}

const LIMITS: Limits = { model: 2 ** 26, weight: 2 ** 16 };

/**
 * Reads a model and finds out which one it is.
 * @returns the model, the SHA-256 of its file followed by the weights that lie outside it, and all these files
 * @throws WorkbenchError 'model-unreadable', 'model-unsupported', 'path-refused'
 */
export async function readModel(
  found: ModelFile,
  limits = LIMITS,
): Promise<{ readonly model: Model; readonly sha256: string; readonly files: readonly DiskFile[] }> {
  const file = openFile(found);
  const other = otherFormat(file.read(0, Math.min(HEAD_BYTES, file.size)));
  if (other) throw unreadable(found.file, `it is ${other.is}`, other.remedy);
  const large = file.size >= limits.model ? limits.weight : Infinity;
  const external = externalData(found, file, limits.weight);
  const model = decodeModel(outline(file, path.basename(found.file), large), external.read);
  const hash = createHash('sha256');
  await file.addTo(hash, 0, file.size);
  for (const { file: beside, offset, length } of external.places) {
    if (beside !== file) await beside.addTo(hash, offset, length);
  }
  const files = [...new Set([file, ...external.places.map((place) => place.file)])];
  for (const each of files) each.check();
  return { model, sha256: hash.digest('hex'), files };
}

function openFile({ file }: ModelFile): DiskFile {
  try {
    accessSync(file, constants.R_OK);
    return new DiskFile(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw unreadable(file, `it cannot be read (${reason})`, 'Check its permissions.');
  }
}
