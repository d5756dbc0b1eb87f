import { describe, expect, test } from 'vitest';
import { completeness } from '../../main/engine/completeness.ts';
import { probabilities, Scores, scoreOf, seedOf } from '../../main/engine/targets.ts';

const LOGITS = Float32Array.of(1, 3, -2, 3, 0);
const LABELS = ['a', 'b', 'c', 'd', 'e'];

describe('probabilities', () => {
  test('softmax adds up to 1 and keeps the ratios', () => {
    const shares = probabilities(LOGITS, 'softmax');
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
    expect((shares[1] ?? NaN) / (shares[0] ?? NaN)).toBeCloseTo(Math.exp(2), 4);
  });

  test('softmax does not overflow', () => {
    expect([...probabilities(Float32Array.of(1000, 0), 'none')]).toEqual([1, 0]);
  });

  test('a model that ends in a sigmoid has one probability a class', () => {
    expect([...probabilities(Float32Array.of(0, 100), 'sigmoid')]).toEqual([0.5, 1]);
  });
});

describe('targets', () => {
  const scores = new Scores(LOGITS, 'none', LABELS);

  test('ranks follow the logits, equal ones the order of the classes', () => {
    const ranked = [1, 2, 3, 4, 5].map((rank) => scores.resolve({ class: { rank } }).class.label);
    expect(ranked).toEqual(['b', 'd', 'a', 'e', 'c']);
    expect(scores.prediction(3).top.map((each) => each.label)).toEqual(['b', 'd', 'a']);
  });

  test('a contrast is +1 and -1', () => {
    const target = scores.resolve({ class: { index: 0 }, versus: { rank: 1 } });
    const seed = seedOf(target, 5);
    expect([...seed]).toEqual([1, -1, 0, 0, 0]);
    expect(scoreOf(seed, LOGITS)).toBe(-2);
  });

  test.each([{ class: { rank: 6 } }, { class: { index: 5 } }, { class: { index: 1 }, versus: { rank: 1 } }])(
    '%o is refused',
    (selector) => {
      expect(() => scores.resolve(selector)).toThrow(
        expect.objectContaining({ code: 'class-unknown' }) as Error,
      );
    },
  );
});

describe('completeness keeps the law |r| <= 1e-3 |difference| + 1e-5 sum|contributions|', () => {
  test.each([
    [[1, 2], 3, 3, 0, true],
    [[1, 2], 2.998, 3, 0.002, true],
    [[1, 2], 2.99, 3, 0.01, false],
    [[1, -1], 0, 2, 0, true],
    [[1000, -999.99], 0, 2000, 0.01, true],
    [[1000, -999.9], 0, 2000, 0.1, false],
  ] as const)('%o for %f', (alpha, difference, magnitude, residual, accurate) => {
    const held = completeness(Float32Array.from(alpha), difference, magnitude);
    expect(held.residual).toBeCloseTo(residual, 3);
    expect(held.accurate).toBe(accurate);
  });
});
