import { WorkbenchError } from '../../../shared/errors.ts';
import type { OpenWish } from '../../engine/model/openModel.ts';
import { labelFileSource } from '../../engine/model/sources/labelFiles.ts';
import { readText } from '../../engine/model/sources/readJson.ts';
import { readRecipeFile } from '../../engine/model/sources/recipeFile.ts';
import type { Source } from '../../engine/model/sources/source.ts';
import { torchvisionPreset } from '../../engine/model/sources/torchvision.ts';
import type { ModelWishOptions } from './options.ts';

/** What the options say of a model. @throws WorkbenchError 'input-invalid' for a file that is missing or broken */
export async function wishOf({
  output,
  size,
  preprocessing,
  preset,
  labels,
}: ModelWishOptions): Promise<OpenWish> {
  const sources: Source[] = [];
  if (preprocessing !== undefined) {
    sources.push(readRecipeFile(await requiredText(preprocessing), preprocessing));
  }
  if (preset !== undefined) sources.push(torchvisionPreset(preset));
  if (labels !== undefined) sources.push((await labelFileSource(labels)) ?? missing(labels));
  return { output, size, sources: sources.map((source) => ({ ...source, given: true })) };
}

async function requiredText(file: string): Promise<string> {
  return (await readText(file)) ?? missing(file);
}

function missing(file: string): never {
  throw new WorkbenchError('input-invalid', `There is no file '${file}'. Check the path.`);
}
