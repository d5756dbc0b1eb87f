import { expect, test } from 'vitest';
import { gameName } from '../../main/engine/gameName.ts';
import type { ModelCard } from '../../shared/modelCard.ts';

const card = { sha256: 'abc', input: { name: 'x' }, output: { name: 'y' } } as unknown as ModelCard;
const parts = {
  model: { card },
  explanation: { layer: 'conv' },
  input: Float32Array.of(1, 2),
  seed: Float32Array.of(0, 1),
};

test('the same parts have one name, and each part names another game', () => {
  const other: Partial<typeof parts>[] = [
    {},
    { model: { card: { ...card, sha256: 'abd' } } },
    { explanation: { layer: 'pool' } },
    { input: Float32Array.of(1, 3) },
    { seed: Float32Array.of(1, 0) },
  ];
  const names = other.map((change) => gameName({ ...parts, ...change }));
  expect(names[0]).toBe(gameName(structuredClone(parts)));
  expect(new Set(names).size).toBe(names.length);
});

test('a game of another version has another name', () => {
  expect(gameName(parts, 1)).not.toBe(gameName(parts, 2));
});
