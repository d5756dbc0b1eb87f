import { expect, test } from 'vitest';
import type { Layer, ModelCard } from '../../../../shared/modelCard.ts';
import type { ErrorCode } from '../../../../shared/errors.ts';
import type { Workbench } from '../../../../renderer/state/workbench.svelte.ts';
import { otherLayer, troubleRemedy } from '../../../../renderer/screens/trouble/troubleRemedy.ts';

test.each<[ErrorCode, string, string]>([
  ['model-changed', 'Open it again', 'modelAgain'],
  ['provider-failed', 'Go on on the processor', 'restart on cpu'],
  ['folder-missing', 'Look again', 'rescan'],
  ['image-unreadable', 'Try again', 'again'],
])('%s: %s', (code, label, done) => {
  const acts: string[] = [];
  const note = (name: string) => () => {
    acts.push(name);
    return Promise.resolve();
  };
  const workbench = {
    opener: { modelAgain: note('modelAgain'), rescan: note('rescan') },
    restartEngine: (provider: string) => note(`restart on ${provider}`)(),
  } as unknown as Workbench;
  const remedy = troubleRemedy(code, null, () => void note('again')());
  remedy.act(workbench);
  expect({ label: remedy.label, acts }).toEqual({ label, acts: [done] });
});

test.each<ErrorCode>(['value-not-finite', 'operator-unsupported', 'layer-unknown'])(
  '%s, which would come again at this layer: another layer, where there is one',
  (code) => {
    const selected: string[] = [];
    const workbench = { selectLayer: (layer: string) => selected.push(layer) } as unknown as Workbench;
    const remedy = troubleRemedy(code, 'relu_9', () => undefined);
    remedy.act(workbench);
    expect([remedy.label, selected]).toEqual(['Try layer relu_9', ['relu_9']]);
    expect(troubleRemedy(code, null, () => undefined).label).toBe('Try again');
  },
);

test('the other layer is the default one, or one near it where that is what failed', () => {
  const layer = (tensor: string, size: number) =>
    ({ tensor, shape: [8, size, size], obstacle: null }) as unknown as Layer;
  const card = {
    defaultLayer: 'late',
    layers: [layer('early', 14), layer('late', 7)],
  } as unknown as ModelCard;
  expect(otherLayer(card, 'early')).toBe('late');
  expect(otherLayer(card, 'late')).toBe('early');
  expect(otherLayer({ ...card, layers: [layer('late', 7)] }, 'late')).toBeNull();
});
