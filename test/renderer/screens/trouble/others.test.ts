import { expect, test } from 'vitest';
import type { Layer, ModelCard } from '../../../../shared/modelCard.ts';
import type { ErrorCode } from '../../../../shared/errors.ts';
import type { Workbench } from '../../../../renderer/state/workbench.svelte.ts';
import { otherLayer, othersOf } from '../../../../renderer/screens/trouble/others.ts';
import { explanation } from '../../support/explanation.ts';

test('in place of what failed there is another layer, and the method that was on show, or LIFT-CAM', () => {
  const methods = [
    { id: 'lift-cam', title: 'LIFT-CAM' },
    { id: 'score-cam', title: 'Score-CAM' },
    { id: 'cam', title: 'CAM' },
  ];
  const early = { tensor: 'early', shape: [8, 14, 14], obstacle: null };
  const card = { defaultLayer: 'late', layers: [early, { ...early, tensor: 'late', shape: [8, 7, 7] }] };
  const others = (code: ErrorCode, changes: object = {}) => {
    const models = { card, layerTensor: 'early', error: null };
    const before = explanation({ method: 'score-cam' });
    const parts = { models, engine: { info: { methods } }, explanations: { before }, method: 'cam' };
    const found = othersOf({ ...parts, ...changes } as unknown as Workbench, code);
    return [found.layer, found.method?.id];
  };
  expect(others('input-invalid')).toEqual(['late', 'score-cam']);
  expect(others('input-invalid', { explanations: { before: null } })).toEqual(['late', 'lift-cam']);
  expect(others('input-invalid', { method: 'score-cam' })).toEqual(['late', 'lift-cam']);
  const atDefault = { models: { card, layerTensor: 'late', error: null } };
  expect(others('input-invalid', atDefault)[0]).toBeNull();
  expect(others('value-not-finite', atDefault)[0]).toBe('early');
  const unopened = { models: { card, layerTensor: 'early', error: { code: 'internal', message: '' } } };
  expect(others('internal', unopened)).toEqual([null, undefined]);
});

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
