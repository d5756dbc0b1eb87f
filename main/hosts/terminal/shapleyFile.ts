import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { SamplingState } from '../../../shared/shapley.ts';
import { keepSampling, keptSamplingSchema, takeUpSampling } from '../../engine/keptSampling.ts';
import { writeFiles } from '../../engine/writeFiles.ts';
import type { FailureRecord } from './explanationRecord.ts';
import type { ShapleyRecord } from './shapleyRecord.ts';

const classSchema = z.object({ index: z.number() });
type Class = z.infer<typeof classSchema>;
const keptSchema = z.looseObject({
  input: z.string(),
  row: z.number().optional(),
  model: z.object({ sha256: z.string() }),
  layer: z.string(),
  class: classSchema,
  versus: classSchema.optional(),
  inputSha256: z.string(),
  ...keptSamplingSchema.shape,
  /** Null where the values are exact. */
  sampling: keptSamplingSchema.shape.sampling.nullable(),
});
/** A record with what it is of and how far its sampling came. */
type Kept = z.infer<typeof keptSchema>;

/** What must be the same for a sampling to go on: of all inputs. */
export interface SameForAll {
  /** SHA-256 of its file. */
  readonly model: string;
  readonly layer: string;
  readonly seed: number;
}

/** The Shapley values of a run as a file keeps them, so that another run can go on with their sampling. */
export class ShapleyFile {
  readonly #source: string;
  readonly #before: ReadonlyMap<string, Kept>;
  readonly #now = new Map<string, unknown>();

  private constructor(source: string, records: readonly Kept[]) {
    this.#source = source;
    this.#before = new Map(records.map((each) => [keyOf(each), each]));
  }

  /**
   * @param source a file that another run wrote; undefined to begin with nothing
   * @throws WorkbenchError 'input-invalid' for another file, or one of another model, layer or seed
   */
  static async open(source: string | undefined, asked: SameForAll): Promise<ShapleyFile> {
    if (source === undefined) return new ShapleyFile('', []);
    const records = await readRecords(source);
    for (const { model, layer, seed } of records) {
      for (const [what, held, wanted] of [
        ['model', model.sha256, asked.model],
        ['layer', layer, asked.layer],
        ['seed', seed, asked.seed],
      ])
        if (held !== wanted)
          throw unfit(source, `it is of another ${String(what)} (${String(held)}, not ${String(wanted)})`);
    }
    return new ShapleyFile(source, records);
  }

  /**
   * Where the sampling of an input goes on; null where nothing of it is held.
   * @param tensor the model's input
   * @throws WorkbenchError 'input-invalid' where another photo, class or number of channels was sampled under that name
   */
  stateOf(
    asked: { input: string; row?: number; class: Class; versus: Class | null },
    tensor: Float32Array,
    channels: number,
  ): SamplingState | null {
    const held = this.#before.get(keyOf(asked));
    if (!held?.sampling) return null;
    if (held.inputSha256 !== sha256(tensor))
      throw unfit(this.#source, `${asked.input} is not the photo, or not prepared, as it was then`);
    if (held.class.index !== asked.class.index || held.versus?.index !== asked.versus?.index)
      throw unfit(this.#source, `another class of ${asked.input} was sampled`);
    const state = takeUpSampling({ ...held, sampling: held.sampling }, channels);
    if (!state) throw unfit(this.#source, `it does not hold ${String(channels)} channels of ${asked.input}`);
    return state;
  }

  /** @param state from which another run goes on; null where there is nothing to go on with */
  add(record: ShapleyRecord, tensor: Float32Array, state: SamplingState | null): void {
    const sampling = state && keepSampling(state).sampling;
    this.#now.set(keyOf(record), { ...record, inputSha256: sha256(tensor), sampling } satisfies Kept);
  }

  /** What another run has sampled of the input stays. */
  fail(record: FailureRecord): void {
    if (!this.#before.has(keyOf(record))) this.#now.set(keyOf(record), record);
  }

  /** Writes the records of this run, and of the one before those that this one did not come to. @throws WorkbenchError 'disk-failed' */
  async write(path: string): Promise<void> {
    const left = [...this.#before].filter(([key]) => !this.#now.has(key)).map(([, record]) => record);
    const lines = [...this.#now.values(), ...left].map((record) => JSON.stringify(record));
    await writeFiles([{ path, data: new TextEncoder().encode(`[\n${lines.join(',\n')}\n]\n`) }]);
  }
}

function keyOf({ input, row }: { readonly input: string; readonly row?: number | undefined }): string {
  return `${input}\n${row === undefined ? '' : String(row)}`;
}

function sha256(tensor: Float32Array): string {
  return createHash('sha256').update(tensor).digest('hex');
}

async function readRecords(source: string): Promise<Kept[]> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(source, 'utf8'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw unfit(source, code === 'ENOENT' ? 'there is no such file' : 'it cannot be read as JSON');
  }
  const failure = z.object({ error: z.unknown() });
  const parsed = z.array(z.union([keptSchema, failure])).safeParse(value);
  if (!parsed.success) throw unfit(source, "it is no file that 'shap -o' has written");
  return parsed.data.filter((each): each is Kept => 'sampling' in each);
}

function unfit(source: string, why: string): WorkbenchError {
  return new WorkbenchError(
    'input-invalid',
    `Sampling cannot go on from ${source}: ${why}. Repeat the options of that run, or start anew without --resume.`,
  );
}
