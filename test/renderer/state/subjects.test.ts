import { expect, test } from 'vitest';
import { isSameGame } from '../../../renderer/state/subjects.ts';
import { explanation } from '../support/explanation.ts';

const withLogits = (...logits: number[]) => {
  const { prediction } = explanation();
  return explanation({ prediction: { ...prediction, logits: Float32Array.from(logits) } });
};

test.each([
  ['by another method', true, explanation({ method: 'grad-cam' }), explanation()],
  ['at another layer', false, explanation({ layer: 'other' }), explanation()],
  ['with other last digits', true, withLogits(8, 1e-4), withLogits(8.00001, 1.2e-4)],
  ['of an edited photo', false, withLogits(8, 0.5), withLogits(8, 0.6)],
  ['of a model with other classes', false, withLogits(8, 0.5), withLogits(8)],
])('an explanation %s is of the same game: %s', (_, same, one, other) => {
  expect(isSameGame(one, other)).toBe(same);
});
