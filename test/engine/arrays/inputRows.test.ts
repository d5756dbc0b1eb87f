import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openInputRows } from '../../../main/engine/arrays/inputRows.ts';
import { writeNpy } from '../../../main/engine/arrays/npy.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rows-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const planes = { layout: 'NCHW', channels: 3, height: 2, width: 2 } as const;
const pixels = { ...planes, layout: 'NHWC' } as const;
const counting = (count: number) => Float32Array.from({ length: count }, (_, at) => at);

async function saved(...dims: number[]): Promise<string> {
  const file = join(folder, 'x.npy');
  await writeFile(file, writeNpy({ dims, data: counting(dims.reduce((product, dim) => product * dim, 1)) }));
  return file;
}

it('reads one image, and each of several', async () => {
  const one = await openInputRows(await saved(3, 2, 2), planes);
  expect(one.count).toBeNull();
  expect(await one.read(0)).toEqual(counting(12));
  const several = await openInputRows(await saved(3, 3, 2, 2), planes);
  expect(several.count).toBe(3);
  expect(await several.read(2)).toEqual(counting(36).subarray(24));
});

it("takes the model's own layout as it is, and turns planes into pixels", async () => {
  expect(await (await openInputRows(await saved(2, 2, 3), pixels)).read(0)).toEqual(counting(12));
  const turned = await openInputRows(await saved(1, 3, 2, 2), pixels);
  expect(await turned.read(0)).toEqual(Float32Array.of(0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11));
});

it.each([[[3, 2, 3]], [[2, 2, 3]], [[12]], [[1, 1, 3, 2, 2]], [[0, 3, 2, 2]]])(
  'refuses shape %j, and says what fits',
  async (dims) => {
    await expect(openInputRows(await saved(...dims), planes)).rejects.toThrow(
      /x\.npy: its shape is \[.*\]\. The model takes \[3, 2, 2\] or \[N, 3, 2, 2\]\./,
    );
  },
);

it('says when the file is gone or is something else', async () => {
  await expect(openInputRows(join(folder, 'gone.npy'), planes)).rejects.toThrow(/gone\.npy.*ENOENT/);
  await writeFile(join(folder, 'text.npy'), 'no array');
  await expect(openInputRows(join(folder, 'text.npy'), planes)).rejects.toThrow(
    /text\.npy: it is not a \.npy/,
  );
});
