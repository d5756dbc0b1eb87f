import { describe, expect, it } from 'vitest';
import { additivePrediction, orderChannels } from '../../../renderer/state/channelOrder.ts';

const alpha = Float32Array.of(0.5, -2, 0, 2, 0.5);

describe('channel order', () => {
  it('by magnitude, value and index, ties by index', () => {
    expect([...orderChannels(alpha, 'magnitude')]).toEqual([1, 3, 0, 4, 2]);
    expect([...orderChannels(alpha, 'value')]).toEqual([3, 0, 4, 2, 1]);
    expect([...orderChannels(alpha, 'index')]).toEqual([0, 1, 2, 3, 4]);
  });

  it('adds the weights of the present channels to the base', () => {
    expect(additivePrediction(10, alpha, new Set([1]))).toBe(13);
    expect(additivePrediction(10, alpha, new Set([0, 1, 2, 3, 4]))).toBe(10);
  });
});
