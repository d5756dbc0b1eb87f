import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Explained } from '../../../main/engine/explain.ts';
import { figureOf } from '../../../main/engine/figures/figureOf.ts';
import { overlaySpec } from '../../../main/engine/figures/overlaySpec.ts';
import { fileHash } from '../../../main/engine/images/fileHash.ts';
import { figureInput, figureProvenance, figureSpec } from '../../support/figureInput.ts';
import { createOwnEngine, explainOne } from '../../support/ownEngine.ts';
import { repository } from '../../support/repository.ts';

/** Done before the next photo is read for a figure. */
const meanwhile = vi.hoisted(() => ({ act: () => Promise.resolve() }));
vi.mock(import('../../../main/engine/images/original.ts'), async (load) => {
  const { readOriginal } = await load();
  return {
    readOriginal: async (file) => {
      await meanwhile.act();
      return readOriginal(file);
    },
  };
});

const sample = (name: string) => join(repository, 'models', 'samples', name);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbench-figure-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a figure’s sidecar holds all that made it; a photo that changes since, or while it is read, is refused', async () => {
  const { service } = await createOwnEngine();
  const [model] = await service.calls['model.list']({});
  const { id, defaultLayer } = await service.calls['model.open']({ ref: model?.ref ?? '' });
  await copyFile(sample('chelsea.png'), join(folder, 'photo.png'));
  const opened = await service.calls['folder.add']({ path: folder });
  const explanation = await explainOne(service, {
    model: id,
    image: `${opened.id}/photo.png`,
    targets: [{ class: { rank: 1 } }],
    method: 'lift-cam',
  });
  const output = { format: 'svg', widthMillimetres: 90, dpi: 72 } as const;
  const spec = { ...figureSpec, explanation: explanation.id };
  const { sidecar } = await service.calls['figure.render']({ spec, ...output });
  expect(JSON.parse(sidecar)).toMatchObject({
    spec,
    provenance: {
      model: {
        sha256: id,
        input: { height: 224, width: 224, layout: 'NCHW' },
        output: { activation: 'softmax' },
      },
      imageSha256: await fileHash(sample('chelsea.png')),
      row: null,
      preprocessing: {
        resize: { shortestEdge: 256 },
        crop: { height: 224, width: 224 },
        channelOrder: 'rgb',
      },
      layer: defaultLayer,
      output,
    },
  });

  meanwhile.act = () => copyFile(sample('coffee.png'), join(folder, 'photo.png'));
  const changed = /photo has changed since/;
  await expect(service.calls['figure.render']({ spec, ...output })).rejects.toThrow(changed);
  meanwhile.act = () => Promise.resolve();
  await expect(service.calls['figure.render']({ spec, ...output })).rejects.toThrow(changed);
});

test('of an array the row is told, and no preprocessing, as none was done', async () => {
  const { model, output, preprocessing } = figureProvenance;
  const explanation = {
    ...figureInput().explanation,
    placement: null,
    image: 'two.npy',
    method: 'lift-cam',
    params: {},
    provider: 'cpu',
  };
  const card = { ...model, preprocessing };
  const explained = { explanation, model: { card } } as unknown as Explained;
  const original = { photo: null, sha256: 'ef', row: 1 };
  const { sidecar } = await figureOf(overlaySpec(''), explained, original, null, output, '0.1.0');
  expect(JSON.parse(sidecar)).toMatchObject({
    provenance: { image: 'two.npy', imageSha256: 'ef', row: 1, preprocessing: null },
  });
});
