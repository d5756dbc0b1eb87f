import { realpathSync } from 'node:fs';
import path from 'node:path';
import { WorkbenchError } from '../../../shared/errors.ts';
import { isInside } from '../images/resolveInside.ts';
import type { Place } from '../onnx/constant.ts';
import type { ExternalReader } from '../onnx/tensorSerde.ts';
import { DiskFile } from './diskFile.ts';
import { unreadable, type ModelFile } from './modelFile.ts';

/** Weights that lie outside a model's protobuf message. */
export interface ExternalData {
  readonly read: ExternalReader;
  /** Where they all lie, in the order in which they were asked for. */
  readonly places: readonly (Place & { readonly file: DiskFile })[];
}

/**
 * Finds weights in files beside the model, or in the model file itself, and never outside the model's folder.
 * @param large weights of so many bytes stay in their file; smaller ones are read
 */
export function externalData(model: ModelFile, own: DiskFile, large: number): ExternalData {
  const files = new Map<string, DiskFile>([[own.path, own]]);
  const places: (Place & { readonly file: DiskFile })[] = [];

  function open(location: string, tensor: string): DiskFile {
    let file: DiskFile;
    try {
      file = new DiskFile(path.resolve(model.folder, location));
    } catch {
      throw unreadable(
        model.file,
        `the weights of '${tensor}' should lie in '${location.replaceAll('\0', '')}', which is not there`,
        'Put the file beside the model.',
      );
    }
    const known = files.get(file.path);
    if (known) return known;
    if (path.isAbsolute(location) || !isInside(realpathSync(model.folder), file.path)) {
      throw new WorkbenchError(
        'path-refused',
        `The weights of '${tensor}' point to '${location}', outside the model's folder. Put the file beside the model and export again.`,
      );
    }
    files.set(file.path, file);
    return file;
  }

  return {
    places,
    read(location, offset, length, tensor) {
      const file = open(location, tensor);
      const count = length ?? file.size - offset;
      if (!Number.isSafeInteger(offset) || offset < 0 || !(count >= 0) || offset + count > file.size) {
        throw unreadable(
          model.file,
          `'${location}' ends before the weights of '${tensor}'`,
          'Copy it again.',
        );
      }
      const place = { file, offset, length: count };
      places.push(place);
      return count < large ? new Uint8Array(file.read(offset, count)) : place;
    },
  };
}
