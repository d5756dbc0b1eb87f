import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { writeNpy } from '../../../../main/engine/arrays/npy.ts';
import { fileHash } from '../../../../main/engine/images/fileHash.ts';
import { listInputs, type Input } from '../../../../main/hosts/terminal/inputs.ts';
import type { ModelCard } from '../../../../shared/modelCard.ts';
import { figureProvenance } from '../../../support/figureInput.ts';
import { repository } from '../../../support/repository.ts';

vi.mock(import('../../../../main/engine/images/fileHash.ts'), { spy: true });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbench-inputs-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const { model, preprocessing } = figureProvenance;
const size = { height: 40, width: 40 };
const card = {
  ...model,
  preprocessing: { ...preprocessing, resize: size, crop: size },
} as unknown as ModelCard;

async function inputsOf(path: string): Promise<Input[]> {
  const inputs: Input[] = [];
  for await (const input of listInputs([path], card, () => undefined)) inputs.push(input);
  return inputs;
}

it('hashes an array’s file when it is asked, and once for all of its rows', async () => {
  const file = join(folder, 'two.npy');
  const dims = [2, 3, 40, 40];
  await writeFile(file, writeNpy({ dims, data: new Float32Array(2 * 3 * 40 * 40) }));
  const loaded = await Promise.all((await inputsOf(file)).map((input) => input.load()));
  expect(fileHash).not.toHaveBeenCalled();
  const hashes = await Promise.all([...loaded, ...loaded].map((each) => each.sha256()));
  expect(fileHash).toHaveBeenCalledOnce();
  expect(new Set(hashes)).toEqual(new Set([await fileHash(file)]));
});

it('tells the hash of the photo that was decoded, whatever lies there since', async () => {
  const file = join(folder, 'photo.png');
  const sample = (name: string) => join(repository, 'models', 'samples', name);
  await copyFile(sample('chelsea.png'), file);
  const [input] = await inputsOf(file);
  const loaded = await input?.load();
  await copyFile(sample('coffee.png'), file);
  expect(await loaded?.sha256()).toBe(await fileHash(sample('chelsea.png')));
});
