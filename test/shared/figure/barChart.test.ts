import { describe, expect, test } from 'vitest';
import { barChartConfig, channelReadout, orderedChannels } from '../../../shared/figure/barChart.ts';
import { FIGURE_THEMES } from '../../../shared/figure/theme.ts';

const alpha = Float32Array.of(0.5, -2, 1, -0.25);
const theme = FIGURE_THEMES.light;
const base = { channels: [1, 2, 0, 3], alpha, absent: new Set<number>(), theme, unit: 'α' };

test('channels are ordered as asked, the first few of them', () => {
  expect(orderedChannels(alpha, 'magnitude', 3)).toEqual([1, 2, 0]);
  expect(orderedChannels(alpha, 'value', 10)).toEqual([2, 0, 3, 1]);
  expect(orderedChannels(alpha, 'index', 2)).toEqual([0, 1]);
});

describe('barChartConfig', () => {
  const bars = (options: Parameters<typeof barChartConfig>[0]) => barChartConfig(options).data.datasets[0]!;

  test('warm for, cool against', () => {
    expect(bars(base).data).toEqual([
      [0, -2],
      [0, 1],
      [0, 0.5],
      [0, -0.25],
    ]);
    expect(bars(base).backgroundColor).toEqual([theme.cool, theme.warm, theme.warm, theme.cool]);
  });

  test('an absent channel is an outline', () => {
    const { backgroundColor, borderWidth } = bars({ ...base, absent: new Set([2]) });
    expect((backgroundColor as string[])[1]).toBe('rgba(0, 0, 0, 0)');
    expect((borderWidth as number[])[1]).toBe(1);
  });

  test('whiskers fit on the axis', () => {
    const truth = { alpha: base.alpha, errors: Float32Array.of(0.1, 0.5, 3, 0) };
    const config = barChartConfig({ ...base, truth });
    expect(config.options?.scales?.['y']).toMatchObject({ min: -2.76, max: 4.26 });
  });
});

test('the read-out line', () => {
  expect(channelReadout(7, -0.12345)).toBe('channel 7: α = −0.123');
});
