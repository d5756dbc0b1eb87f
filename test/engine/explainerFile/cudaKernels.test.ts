import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { exportExplainer } from '../../../main/engine/explainerFile/exportExplainer.ts';
import { oldestOpset } from '../../../main/engine/explainerFile/oldestOpset.ts';
import { processorNote } from '../../../main/engine/explainerFile/processorNote.ts';
import { methods } from '../../../main/engine/methods/index.ts';
import { openModel } from '../../../main/engine/model/openModel.ts';
import { fallingBack, opsetOf } from '../../support/cudaKernels.ts';
import { goldenExplainer, goldenTargets } from '../../support/explainerFiles.ts';
import { GoldenSessions } from '../../support/goldenSessions.ts';
import { repository } from '../../support/repository.ts';

const sessions = new GoldenSessions();
afterAll(() => sessions.release());

test.each(goldenTargets().map((each) => [`${each.onnx} at ${each.target}`, each] as const))(
  'nothing falls back from CUDA: %s',
  async (_name, golden) => {
    const { graph } = await goldenExplainer(sessions, golden);
    const { opset } = await sessions.classifier(golden);
    expect(fallingBack(graph, oldestOpset(graph, opset))).toEqual([]);
  },
);

test('nothing falls back from CUDA: tokens written in operator set 20, at every layer', async () => {
  const path = join(repository, 'test', 'fixtures', 'exporters', 'tokens.dy20.onnx');
  const model = await openModel(path, { provider: 'cpu', statuses: [] });
  expect(model.classifier.model.graph.nodes.map(({ op }) => op)).toContain('Gelu');
  for (const { tensor } of model.card.layers) {
    const written = await exportExplainer(model, { layer: tensor, method: 'lift-cam', version: '0.0.0' });
    expect(fallingBack(written.graph, opsetOf(written))).toEqual([]);
    expect(processorNote(written)).toBeNull();
  }
  model.release();
});

test.each(methods.filter((each) => each.write).map((each) => each.id))(
  'nothing falls back from CUDA: the bundled model, %s',
  async (method) => {
    const model = await openModel(join(repository, 'models', 'efficientnet-lite0'), {
      provider: 'cpu',
      statuses: [],
    });
    for (const layer of [undefined, 'add_6']) {
      const written = await exportExplainer(model, { layer, method, version: '0.0.0' });
      expect(fallingBack(written.graph, opsetOf(written))).toEqual([]);
    }
    model.release();
  },
);
