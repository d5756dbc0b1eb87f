import { describe, expect, it } from 'vitest';
import { additivePrediction } from '../../../renderer/state/additivePrediction.ts';

describe('additivePrediction', () => {
  it('adds the weights of the present channels to the base', () => {
    const alpha = Float32Array.of(0.5, -2, 0, 2, 0.5);
    expect(additivePrediction(10, alpha, new Set([1]))).toBe(13);
    expect(additivePrediction(10, alpha, new Set([0, 1, 2, 3, 4]))).toBe(10);
  });
});
