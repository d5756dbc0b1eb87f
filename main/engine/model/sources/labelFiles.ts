import path from 'node:path';
import { readLabelText, type NamedClasses } from '../../../../shared/labelText.ts';
import type { ModelFile } from '../modelFile.ts';
import { readText, unusable } from './readJson.ts';
import type { Source } from './source.ts';

const COMMON_NAMES = ['labels.txt', 'classes.txt', 'synset.txt'];

/** `<model>.labels.json` (a list, or numbers to names): class names of this one model. */
export async function sidecarLabelSource({ file, folder }: ModelFile): Promise<Source | null> {
  return labelFileSource(path.join(folder, `${path.basename(file, '.onnx')}.labels.json`));
}

/** labels.txt, classes.txt or synset.txt beside the model: one name a line. */
export async function labelListSource({ folder }: ModelFile): Promise<Source | null> {
  for (const name of COMMON_NAMES) {
    const source = await labelFileSource(path.join(folder, name));
    if (source) return source;
  }
  return null;
}

/** A file of class names; null where there is none. @throws WorkbenchError 'input-invalid' */
export async function labelFileSource(file: string): Promise<Source | null> {
  const text = await readText(file);
  if (text === undefined) return null;
  const name = path.basename(file);
  return { name, labels: labelsIn(text, name) };
}

/** @param name the place of the text. @throws WorkbenchError 'input-invalid' */
export function labelsIn(text: string, name: string): NamedClasses {
  try {
    return readLabelText(text);
  } catch (error) {
    throw unusable(name, error instanceof Error ? error.message : String(error));
  }
}
