import { describe, expect, it } from 'vitest';
import { curveWords, endedWords, pointWords } from '../../../../renderer/screens/curves/curveWords.ts';

describe('curveWords', () => {
  it('says where a curve goes, how early, and its area', () => {
    const curve = { points: [0.8, 0.3, 0.2, 0.1, 0], total: 5, auc: 0.25 };
    expect(curveWords('deletion', curve)).toBe(
      'the probability goes from 80.0 % to 0 %, half of the way once 25.0 % of the pixels are removed, area under the curve 0.250',
    );
  });

  it('says how far a curve has come that is not done', () => {
    const curve = { points: [0, 0.1, 0.4], total: 9, auc: null };
    expect(curveWords('insertion', curve)).toBe(
      'the probability goes from 0 % to 40.0 %, half of the way once 25.0 % of the pixels are revealed, 3 of 9 points so far',
    );
  });

  it('has a word for a curve without points', () => {
    expect(curveWords('deletion', { points: [], total: 0, auc: null })).toBe('no point yet');
  });
});

it('tells a curve that failed from one that the end of the engine interrupted', () => {
  expect(endedWords({ state: 'failed' })).toBe('The curve failed');
  expect(endedWords({ state: 'interrupted' })).toBe('The curve was interrupted');
});

it('reads a point: whose curve, how far, and the probability', () => {
  const curve = { kind: 'deletion', method: null, points: [0.8, 0.3], total: 5 } as const;
  const engine = { methodTitle: () => 'LIFT-CAM' };
  expect(pointWords({ curve, at: 1 }, engine)).toBe('Random: 25.0 % removed, probability 30.0 %');
  expect(pointWords({ curve, at: 2 }, engine)).toBeNull();
  const lift = { ...curve, method: 'lift-cam' };
  expect(pointWords({ curve: lift, at: 0 }, engine)).toBe('LIFT-CAM: 0 % removed, probability 80.0 %');
});
