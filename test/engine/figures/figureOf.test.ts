import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileHash } from '../../../main/engine/images/fileHash.ts';
import { figureSpec } from '../../support/figureInput.ts';
import { createOwnEngine, explainOne } from '../../support/ownEngine.ts';
import { repository } from '../../support/repository.ts';

const sample = (name: string) => join(repository, 'models', 'samples', name);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbench-figure-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a figure’s sidecar holds all that made it; a photo that has changed since is refused', async () => {
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
      preprocessing: {
        resize: { shortestEdge: 256 },
        crop: { height: 224, width: 224 },
        channelOrder: 'rgb',
      },
      layer: defaultLayer,
      output,
    },
  });

  await copyFile(sample('coffee.png'), join(folder, 'photo.png'));
  await expect(service.calls['figure.render']({ spec, ...output })).rejects.toThrow(
    /photo has changed since/,
  );
});
