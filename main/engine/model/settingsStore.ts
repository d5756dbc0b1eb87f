import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { WorkbenchError } from '../../../shared/errors.ts';
import { modelSettingsSchema, type ModelSettings } from '../../../shared/modelSettings.ts';
import { writeFiles } from '../writeFiles.ts';
import { checked } from './sources/readJson.ts';

/** Remembers what a person sets for a model, by the SHA-256 of its file: one JSON file a model. */
export class SettingsStore {
  readonly #folder: string | undefined;
  readonly #memory = new Map<string, ModelSettings>();

  /** @param folder where they are kept; where absent they are forgotten with the process */
  constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  /** Settings of a model, empty where there are none. @throws WorkbenchError 'input-invalid' naming file and field */
  async read(sha256: string): Promise<ModelSettings> {
    if (this.#folder === undefined) return this.#memory.get(sha256) ?? {};
    const file = path.join(this.#folder, `${sha256}.json`);
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch {
      return {};
    }
    return checked(modelSettingsSchema, parse(text), file);
  }

  /** Keeps the settings; empty ones leave nothing behind. @throws WorkbenchError 'disk-failed' */
  async write(sha256: string, settings: ModelSettings): Promise<void> {
    if (this.#folder === undefined) {
      this.#memory.set(sha256, settings);
      return;
    }
    const file = path.join(this.#folder, `${sha256}.json`);
    if (Object.keys(settings).length === 0) {
      await rm(file, { force: true });
      return;
    }
    await mkdir(this.#folder, { recursive: true }).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new WorkbenchError('disk-failed', `The model settings cannot be kept: ${reason}.`);
    });
    await writeFiles([{ path: file, data: Buffer.from(`${JSON.stringify(settings, null, 2)}\n`) }]);
  }
}

/** Parsed JSON; what is none fails the schema. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
