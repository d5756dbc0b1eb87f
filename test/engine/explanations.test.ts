import { expect, test } from 'vitest';
import type { Explained } from '../../main/engine/explain.ts';
import { Explanations, type Held } from '../../main/engine/explanations.ts';
import { explanation } from '../renderer/support/explanation.ts';

/** An explanation of an activation of 24 bytes and an input of 8. */
function explained(value: number): Explained {
  const activation = new Float32Array(6).fill(value);
  const { id: _, ...own } = explanation({ activation });
  return {
    explanation: own,
    model: undefined as unknown as Explained['model'],
    seed: Float32Array.of(1),
    point: { activation, sides: [] },
    input: Float32Array.of(value, value),
  };
}

test('what an explanation was made from goes when memory is full, and is made again when it is asked for', async () => {
  const made: Held[] = [];
  const again = (held: Held) => {
    made.push(held);
    const { point, input } = explained(1);
    return Promise.resolve({ point, input });
  };
  const explanations = new Explanations(again, 70);
  const [first, second, third] = [1, 2, 3].map((value) =>
    explanations.hold(explained(value), `version ${String(value)}`),
  );
  expect((await explanations.get(third?.id ?? '')).input[0]).toBe(3);
  expect((await explanations.get(second?.id ?? '')).input[0]).toBe(2);
  expect(made).toEqual([]);
  const { point, explanation: found } = await explanations.get(first?.id ?? '');
  expect(made.map(({ version }) => version)).toEqual(['version 1']);
  expect(found).toEqual(expect.objectContaining({ alpha: first?.alpha, activation: point.activation }));
  await explanations.get(first?.id ?? '');
  expect(made).toHaveLength(1);
});

test('two that come of one activation are told from others, for as long as what they were made from is at hand', () => {
  const explanations = new Explanations(() => Promise.reject(new Error('not asked')), 70);
  const one = explained(1);
  const hold = (value: Explained) => explanations.hold(value, 'version');
  const { id } = hold(one);
  const other = hold({ ...one, seed: Float32Array.of(0) });
  expect(explanations.alike(other, id)).toBe(true);
  expect(explanations.alike(hold(explained(1)), id)).toBe(false);
  expect(explanations.alike(other, 'never')).toBe(false);
  explanations.clear();
  expect(explanations.alike(other, id)).toBe(false);
});

test('one that was never held, or whose model is no longer open, is refused with what to do', async () => {
  const explanations = new Explanations(() => Promise.reject(new Error('not asked')));
  const { id } = explanations.hold(explained(1), 'version');
  explanations.clear();
  for (const gone of [id, 'never'])
    await expect(explanations.get(gone)).rejects.toThrow(
      'This explanation is no longer held. Explain the image again.',
    );
});
