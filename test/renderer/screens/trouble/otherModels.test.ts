import { expect, test } from 'vitest';
import { otherModels } from '../../../../renderer/screens/trouble/otherModels.ts';
import type { Workbench } from '../../../../renderer/state/workbench.svelte.ts';

const bundled = { ref: 'bundled-model', name: 'lite0', path: '/lite0.onnx' };
const own = { ref: 'x', name: 'net', path: '/net.onnx' };

function labels(models: object, dialogs = true): string[] {
  const workbench = {
    models: { offered: [bundled, own], card: null, error: {}, ...models },
    engine: { host: { dialogs } },
  };
  return otherModels(workbench as unknown as Workbench).map(({ label }) => label);
}

test('models to go on with: only where none is open, and none that is the one that failed', () => {
  expect(labels({ entry: own })).toEqual(['Open another model', 'Use lite0']);
  expect(labels({ entry: own }, false)).toEqual(['Use lite0']);
  expect(labels({ entry: bundled })).toEqual(['Open another model']);
  expect(labels({ entry: own, card: {} })).toEqual([]);
  expect(labels({ entry: own, error: null })).toEqual([]);
});
