import { promises as fs } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { Preprocessing } from '../../../shared/modelCard.ts';
import type { InputShape } from '../images/preprocess.ts';
import { defaultPreprocessing, readPreprocessorConfig } from '../images/preprocessorConfig.ts';
import type { ModelFile } from './modelFile.ts';

/** What the files beside a model say of it. */
export interface Sidecars {
  readonly preprocessing: Preprocessing;
  /** One label per class. */
  readonly labels: readonly string[];
  readonly warnings: readonly string[];
}

const labelsSchema = z.object({ id2label: z.record(z.string(), z.string()).optional() });

/** Reads config.json and preprocessor_config.json, as Hugging Face Optimum writes them. */
export async function readSidecars(model: ModelFile, input: InputShape, classes: number): Promise<Sidecars> {
  const warnings: string[] = [];
  const preprocessor = await readJson(path.join(model.folder, 'preprocessor_config.json'));
  const preprocessing =
    preprocessor === undefined ? defaultPreprocessing(input) : readPreprocessorConfig(preprocessor, input);
  if (preprocessor === undefined) {
    warnings.push(`Photos are prepared by ${preprocessing.source}.`);
  }
  const parsed = labelsSchema.safeParse((await readJson(path.join(model.folder, 'config.json'))) ?? {});
  const named = parsed.success ? parsed.data.id2label : undefined;
  if (!named)
    warnings.push(
      'No class names beside the model (config.json with id2label): classes are shown by number.',
    );
  const labels = Array.from({ length: classes }, (_, index) => named?.[String(index)] ?? String(index));
  return { preprocessing, labels, warnings };
}

/** Parsed JSON, or undefined where the file is not there. */
async function readJson(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await fs.readFile(file, 'utf8');
  } catch {
    return undefined;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new WorkbenchError('input-invalid', `'${file}' is not valid JSON (${reason}). Mend or remove it.`);
  }
}
