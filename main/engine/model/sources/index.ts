import { toErrorData } from '../../../../shared/errors.ts';
import type { ModelFile } from '../modelFile.ts';
import { huggingFaceConfigSource, preprocessorConfigSource } from './huggingFace.ts';
import { labelListSource, sidecarLabelSource } from './labelFiles.ts';
import { metadataSource } from './metadata.ts';
import type { Source } from './source.ts';
import { timmConfigSource } from './timm.ts';

/** What was found beside and inside a model file, and what could not be used of it. */
export interface GatheredSources {
  /** The first that says something holds. */
  readonly sources: readonly Source[];
  readonly warnings: readonly string[];
}

/**
 * Reads every place that may describe a model, in order of precedence. One that is broken is told, and the next one
 * takes its place.
 * @param metadata `metadata_props` of the file
 */
export async function gatherSources(
  file: ModelFile,
  metadata: ReadonlyMap<string, string>,
): Promise<GatheredSources> {
  const readers = [
    sidecarLabelSource,
    preprocessorConfigSource,
    timmConfigSource,
    huggingFaceConfigSource,
    () => metadataSource(metadata),
    labelListSource,
  ];
  const sources: Source[] = [];
  const warnings = new Set<string>();
  for (const read of readers) {
    try {
      const source = await read(file);
      if (source) sources.push(source);
    } catch (error) {
      warnings.add(toErrorData(error).message);
    }
  }
  return { sources, warnings: [...warnings] };
}
