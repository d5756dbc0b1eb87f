import { expect, it } from 'vitest';
import { isExplanationComing } from '../../../renderer/state/waiting.ts';

const at = (started: boolean, selected: string | null, running: boolean, opening: boolean) =>
  isExplanationComing({
    memory: { started },
    gallery: { selected },
    explanations: { running },
    models: { opening },
  } as unknown as Parameters<typeof isExplanationComing>[0]);

it('is on its way at the start, and while the chosen photo or its model is worked on', () => {
  expect(at(false, null, false, false)).toBe(true);
  expect(at(true, 'photo', true, false)).toBe(true);
  expect(at(true, 'photo', false, true)).toBe(true);
});

it('is not where nothing is chosen, or all is done', () => {
  expect(at(true, null, false, true)).toBe(false);
  expect(at(true, 'photo', false, false)).toBe(false);
});
