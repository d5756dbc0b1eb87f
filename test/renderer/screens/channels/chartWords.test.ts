import { describe, expect, it } from 'vitest';
import {
  barReadout,
  barsSummary,
  rangeReadout,
  waterfallReadout,
  waterfallSummary,
} from '../../../../renderer/screens/channels/chartWords.ts';
import { barColumns } from '../../../../shared/figure/barChart.ts';
import { waterfallColumns } from '../../../../shared/figure/waterfall.ts';

const alpha = Float32Array.of(2, -0.5, 0.25);
const bars = barColumns([0, 1, 2], alpha, new Set([1]));
const waterfall = waterfallColumns({
  channels: [0],
  alpha,
  absent: new Set(),
  base: 1,
  value: 2.85,
  affine: false,
});

describe('what is said of bars', () => {
  it('names the strongest for and against', () => {
    expect(barsSummary(bars, 8, 'tabby', (weight) => weight / 4)).toBe(
      'Bars of 3 of 8 channel weights. 2 speak for tabby, most of all channel 0 with 2.00 (50.0 % of the evidence). 1 speak against tabby, most of all channel 1 with −0.500 (−12.5 % of the evidence).',
    );
    expect(barsSummary(bars.slice(0, 1), 8, 'tabby', () => null)).toContain('None speaks against tabby.');
  });

  it('reads out one, and several that are being chosen', () => {
    expect(barReadout(bars[1]!, 'Shapley value 1 ± 2')).toBe(
      'channel 1: α = −0.500, Shapley value 1 ± 2, switched off',
    );
    expect(rangeReadout(bars)).toContain('channels 0 to 2 as drawn: 3 in all, Σα = +1.75, 1 switched off');
  });
});

describe('what is said of a waterfall', () => {
  it('tells the way, the rest and the residual', () => {
    expect(waterfallSummary(waterfall, 2)).toBe(
      'Waterfall from F(0), 1.00, to F(A), 2.85: 1 present channels on their own +2.00; 2 more channels −0.250; residual +0.100.',
    );
  });

  it('reads out each kind of column', () => {
    expect(waterfall.map((column) => waterfallReadout(column, 2))).toEqual([
      'F(0) = 1.00, the base value: the score without any channel',
      'channel 0: α = +2.00, from 1.00 to 3.00, present',
      '2 more channels: −0.250, from 3.00 to 2.75, without those switched off',
      'residual: +0.100, from 2.75 to 2.85, which the weights do not account for',
      'F(A) = 2.85, the score with all channels',
    ]);
  });
});
