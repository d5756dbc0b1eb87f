import path from 'node:path';
import * as z from 'zod';
import { configuredSize, readPreprocessorConfig } from '../../images/preprocessorConfig.ts';
import type { ModelFile } from '../modelFile.ts';
import { checked, readJson } from './readJson.ts';
import type { Source } from './source.ts';

const FILE = 'preprocessor_config.json';

/** preprocessor_config.json beside the model, as Hugging Face Optimum writes it. */
export async function preprocessorConfigSource({ folder }: ModelFile): Promise<Source | null> {
  const json = await readJson(path.join(folder, FILE));
  return json === undefined ? null : preprocessorConfigOf(json, FILE);
}

/** A preprocessor_config.json of any name. @throws WorkbenchError naming the field that cannot be used */
export function preprocessorConfigOf(json: unknown, name: string): Source {
  return {
    name,
    size: configuredSize(json),
    preprocessing: (input) => ({ ...readPreprocessorConfig(json, input), source: name }),
  };
}

const configSchema = z.object({
  id2label: z.record(z.string().regex(/^\d+$/, 'a class number'), z.string()).optional(),
  image_size: z.number().int().positive().optional().catch(undefined),
  problem_type: z.string().nullish(),
});

/** config.json of a Hugging Face model: class names, the image size, and whether several classes may hold at once. */
export async function huggingFaceConfigSource({ folder }: ModelFile): Promise<Source | null> {
  const json = await readJson(path.join(folder, 'config.json'));
  if (json === undefined) return null;
  const { id2label, image_size: size, problem_type: problem } = checked(configSchema, json, 'config.json');
  return {
    name: 'config.json',
    size: size === undefined ? undefined : { height: size, width: size },
    labels: id2label && namesIn(id2label),
    activation: problem === 'multi_label_classification' ? 'sigmoid' : undefined,
  };
}

/** Names by number; the place-holders LABEL_0, LABEL_1 … of a model that nobody named are none. */
function namesIn(id2label: Readonly<Record<string, string>>): ReadonlyMap<number, string> | undefined {
  const entries = Object.entries(id2label).map(([id, label]) => [Number(id), label] as const);
  return entries.every(([, label]) => /^LABEL_\d+$/.test(label)) ? undefined : new Map(entries);
}
