import { describe, expect, it } from 'vitest';
import { scatterWords } from '../../../../renderer/screens/truth/scatterWords.ts';

const truth = Float32Array.of(1, 2, -1);

describe('scatterWords', () => {
  it('says how weights agree with the Shapley values, and where least', () => {
    expect(scatterWords(Float32Array.of(1, 2, -3), truth, true)).toBe(
      '3 channels, cosine 0.873, Pearson 0.990, Spearman 1.000; channel 2 differs most, with a weight of −3.00 and a Shapley value of −1.00',
    );
  });

  it('holds no value against another of a different scale', () => {
    expect(scatterWords(Float32Array.of(10, 20, -10), truth, false)).toBe(
      '3 channels, cosine 1.000, Pearson 1.000, Spearman 1.000',
    );
  });

  it('says a dash where nothing is defined', () => {
    expect(scatterWords(new Float32Array(3), truth, false)).toBe(
      '3 channels, cosine –, Pearson –, Spearman –',
    );
  });
});
