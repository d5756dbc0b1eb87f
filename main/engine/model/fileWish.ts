import { WorkbenchError } from '../../../shared/errors.ts';
import type { ModelCard } from '../../../shared/modelCard.ts';
import type { ModelSettings } from '../../../shared/modelSettings.ts';
import type { ModelWish } from '../../../shared/modelWish.ts';
import type { OpenWish } from './openModel.ts';
import { labelFileSource } from './sources/labelFiles.ts';
import { readText } from './sources/readJson.ts';
import { readRecipeFile } from './sources/recipeFile.ts';
import type { Source } from './sources/source.ts';
import { torchvisionPreset } from './sources/torchvision.ts';

/** What a command line says of a model. @throws WorkbenchError 'input-invalid' for a file that is missing or broken */
export async function wishOf({ output, size, preprocessing, preset, labels }: ModelWish): Promise<OpenWish> {
  const sources: Source[] = [];
  if (preprocessing !== undefined) {
    sources.push(readRecipeFile(await requiredText(preprocessing), preprocessing));
  }
  if (preset !== undefined) sources.push(torchvisionPreset(preset));
  if (labels !== undefined) sources.push((await labelFileSource(labels)) ?? missing(labels));
  return { output, size, sources: sources.map((source) => ({ ...source, given: true })) };
}

/** The same as settings of the window, once the model has been opened with it. */
export function wishAsSettings(wish: ModelWish, card: ModelCard): ModelSettings {
  const { source: _, ...preprocessing } = card.preprocessing;
  return {
    ...(wish.output !== undefined && { output: wish.output }),
    ...(wish.size && { size: wish.size }),
    ...((wish.preprocessing ?? wish.preset) !== undefined && { preprocessing }),
    ...(wish.labels !== undefined && { labels: card.labels }),
  };
}

async function requiredText(file: string): Promise<string> {
  return (await readText(file)) ?? missing(file);
}

function missing(file: string): never {
  throw new WorkbenchError('input-invalid', `There is no file '${file}'. Check the path.`);
}
