import { expect, test } from 'vitest';
import { layerToTry, mapRemedies } from '../../../../renderer/screens/viewer/mapRemedies.ts';
import { shownSaliency } from '../../../../renderer/screens/viewer/shownMap.ts';
import type { Layer } from '../../../../shared/modelCard.ts';
import { explanation } from '../../support/explanation.ts';

const layer = (tensor: string, size: number, obstacle: string | null = null): Layer => ({
  tensor,
  shape: [8, size, size],
  op: 'Relu',
  path: [],
  head: 'affine',
  cut: true,
  headMultiplyAdds: 0,
  obstacle,
});
const layers = [layer('a', 28), layer('b', 14), layer('c', 14, 'no rule'), layer('d', 7), layer('e', 7)];

function remediesFor(values: readonly number[], signed: boolean, absent = 0, changes = {}) {
  const map = {
    height: 1,
    width: values.length,
    signed: Float32Array.from(values),
    relu: Float32Array.from(values, (value) => Math.max(0, value)),
  };
  const each = explanation({ map, ...changes });
  const view = { colormap: 'turbo', opacity: 1, signed, interpolation: 'bilinear', style: 'filled' } as const;
  return mapRemedies(shownSaliency(each, map, view), each, absent, layer('b', 14));
}

test('a map that shows something needs nothing', () => {
  expect(remediesFor([1, 2, -1], false)).toEqual([]);
});

test('evidence against the class only: the signed map, or the next class', () => {
  const top = [
    { index: 7, label: 'cock', logit: 3, probability: 0.6 },
    { index: 8, label: 'hen', logit: 2, probability: 0.3 },
  ];
  const prediction = { logits: Float32Array.of(3), top };
  const remedies = remediesFor([-1, -2], false, 0, { prediction });
  expect(remedies.map(({ kind }) => kind)).toEqual(['signed', 'class']);
  expect(remedies[1]).toMatchObject({ label: 'Explain hen', selector: { rank: 2 } });
  const other = { class: { ...top[1], index: 99 }, versus: null };
  expect(remediesFor([-1, -2], false, 0, { prediction, target: other })[1]).toMatchObject({
    label: 'Explain cock',
    selector: { rank: 1 },
  });
});

test('a map of zeros: channels back where some are off, otherwise another layer', () => {
  expect(remediesFor([0, 0], true, 2).map(({ kind }) => kind)).toEqual(['channels']);
  expect(remediesFor([0, 0], false)).toMatchObject([{ kind: 'layer', tensor: 'b' }]);
});

test('a flat map and one that is not finite: another layer', () => {
  for (const values of [
    [2, 2],
    [1, NaN],
  ])
    expect(remediesFor(values, false).map(({ kind }) => kind)).toEqual(['layer']);
});

test('a map that is not finite on another device than the processor: the processor too', () => {
  const remedies = remediesFor([1, NaN], false, 0, { provider: 'cuda' });
  expect(remedies.map(({ kind }) => kind)).toEqual(['layer', 'processor']);
});

test('the layer to try has a larger map and can be explained; without one, it is the default', () => {
  expect(layerToTry(layers, 'e', 'e')?.tensor).toBe('b');
  expect(layerToTry(layers, 'b', 'e')?.tensor).toBe('a');
  expect(layerToTry(layers, 'a', 'e')?.tensor).toBe('e');
  expect(layerToTry([layer('a', 7)], 'a', 'a')).toBeNull();
});
