import { beforeAll, describe, expect, test } from 'vitest';
import type { Explanation } from '../../shared/result.ts';
import { createOwnEngine, topChannel, type OwnEngine } from '../support/ownEngine.ts';

let engine: OwnEngine;

beforeAll(async () => {
  engine = await createOwnEngine();
});

const contribution = (explanation: Explanation, channel: number) =>
  engine.service.calls['channel.contribution']({ explanation: explanation.id, channel });

describe.each(['hardtanh_32', 'add_6'])('at %s', (layer) => {
  let explanation: Explanation;
  beforeAll(async () => {
    explanation = await engine.explain('chelsea.png', layer);
  });

  test('the places of a channel add up to its LIFT-CAM weight, all channels to the evidence', async () => {
    const [channels, height, width] = explanation.layerShape;
    let evidence = 0;
    for (let channel = 0; channel < channels; channel += 1) {
      const { values, sum, ...rest } = await contribution(explanation, channel);
      expect(rest).toEqual({ height, width, exact: layer === 'hardtanh_32' });
      expect(values.length).toBe(height * width);
      const size = values.reduce((total, value) => total + Math.abs(value), 0);
      const alpha = explanation.alpha?.[channel] ?? NaN;
      // The graph sums the same products in float32: one rounding a place, relative to their sizes.
      expect(Math.abs(sum - alpha), `channel ${String(channel)}`).toBeLessThanOrEqual(
        height * width * 2 ** -24 * size,
      );
      evidence += sum;
    }
    const difference = explanation.score - explanation.base;
    expect(Math.abs(evidence - difference)).toBeLessThan(1e-3 * Math.abs(difference));
  });

  test('a place where the channel is silent contributes nothing', async () => {
    const channel = topChannel(explanation);
    const { values, height, width } = await contribution(explanation, channel);
    const first = channel * height * width;
    const activation = explanation.activation.subarray(first, first + height * width);
    for (const [at, value] of values.entries()) if (activation[at] === 0) expect(value).toBe(0);
    expect(new Set(values).size).toBeGreaterThan(1);
  });
});

test('behind an affine head the sum is what the score loses without the channel', async () => {
  const explanation = await engine.explain('coffee.png', 'hardtanh_32');
  const channel = topChannel(explanation);
  const { sum, exact } = await contribution(explanation, channel);
  const without = await engine.service.calls['coalition.value']({
    explanation: explanation.id,
    absent: [channel],
  });
  expect(exact).toBe(true);
  expect(sum).toBeCloseTo(explanation.score - without.score, 4);
});

test('a channel that the layer does not have, and an explanation that is gone, are refused', async () => {
  const explanation = await engine.explain('coffee.png', 'add_6');
  await expect(contribution(explanation, 192)).rejects.toThrow(/192 channels; there is no channel 192/);
  await expect(contribution({ ...explanation, id: 'gone' }, 0)).rejects.toThrow(/no longer held/);
});
