import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, test } from 'vitest';
import { barChartConfig } from '../../../shared/figure/barChart.ts';
import type { ColumnChartConfiguration } from '../../../shared/figure/columnChart.ts';
import { DENSE } from '../../../shared/figure/columns.ts';
import { drawChart } from '../../../shared/figure/drawChart.ts';
import { FIGURE_THEMES } from '../../../shared/figure/theme.ts';
import { waterfallChartConfig } from '../../../shared/figure/waterfallChart.ts';

const theme = FIGURE_THEMES.light;
const look = { theme, unit: 'logit', responsive: false };
const [WIDTH, HEIGHT] = [600, 240];

/** Pixels of one colour in a chart that fills the canvas, as [x, y]. */
function drawn(config: ColumnChartConfiguration) {
  const context = createCanvas(WIDTH, HEIGHT).getContext('2d');
  context.fillStyle = theme.background;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  drawChart(context, config, { x: 0, y: 0, width: WIDTH, height: HEIGHT });
  const { data } = context.getImageData(0, 0, WIDTH, HEIGHT);
  return (color: string) => {
    const wanted = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
    const found: [x: number, y: number][] = [];
    for (let i = 0; i < WIDTH * HEIGHT; i++) {
      if (wanted.every((value, at) => Math.abs(data[4 * i + at]! - value) < 3))
        found.push([i % WIDTH, Math.floor(i / WIDTH)]);
    }
    return found;
  };
}

describe('many columns', () => {
  const count = 2 * DENSE;
  const alpha = Float32Array.from({ length: count }, (_, k) => (k < DENSE ? 1 : -1));
  const channels = Array.from(alpha.keys());
  const bars = (absent: ReadonlySet<number>) => drawn(barChartConfig({ ...look, channels, alpha, absent }));

  test('warm ones stand on the left above the cool ones on the right', () => {
    const find = bars(new Set());
    const [warm, cool] = [find(theme.warm), find(theme.cool)];
    expect(warm.length).toBeGreaterThan(5000);
    expect(cool.length).toBeGreaterThan(5000);
    expect(Math.max(...warm.map(([x]) => x))).toBeLessThanOrEqual(Math.min(...cool.map(([x]) => x)) + 1);
    expect(Math.max(...warm.map(([, y]) => y))).toBeLessThanOrEqual(Math.min(...cool.map(([, y]) => y)) + 1);
  });

  test('of those switched off only the ends are left', () => {
    const [all, some] = [bars(new Set())(theme.warm), bars(new Set(channels.slice(0, DENSE)))(theme.warm)];
    expect(some.length).toBeGreaterThan(0);
    expect(some.length).toBeLessThan(all.length / 20);
    const top = Math.min(...all.map(([, y]) => y));
    for (const [, y] of some) expect(y).toBeLessThanOrEqual(top + 2);
  });
});

test('where several columns share a pixel, the highest is as high there as it would be alone', () => {
  const alpha = Float32Array.from({ length: 4096 }, (_, k) => (k === 2048 ? 1 : 0.25));
  const channels = Array.from(alpha.keys());
  const warm = drawn(barChartConfig({ ...look, channels, alpha, absent: new Set() }))(theme.warm);
  const rows = warm.map(([, y]) => y);
  const [top, bottom] = [Math.min(...rows), Math.max(...rows)];
  const high = warm.filter(([, y]) => y < top + (bottom - top) / 2);
  const columns = new Set(high.map(([x]) => x));
  expect(columns.size).toBe(1);
  expect(high.length).toBeGreaterThan((bottom - top) / 2 - 2);
  const all = warm.map(([x]) => x);
  const middle = (Math.min(...all) + Math.max(...all)) / 2;
  expect(Math.abs([...columns][0]! - middle)).toBeLessThanOrEqual(1);
});

test('a waterfall climbs in warm steps and falls in cool ones, one beside the other', () => {
  const find = drawn(
    waterfallChartConfig(
      {
        channels: [0, 1],
        alpha: Float32Array.of(2, -1),
        absent: new Set(),
        base: 1,
        value: 2,
        affine: true,
      },
      look,
    ),
  );
  const span = (color: string) => {
    const ys = find(color).map(([, y]) => y);
    return { top: Math.min(...ys), bottom: Math.max(...ys), count: ys.length };
  };
  const [warm, cool] = [span(theme.warm), span(theme.cool)];
  expect(warm.count).toBeGreaterThan(500);
  expect(Math.abs(cool.top - warm.top)).toBeLessThanOrEqual(2);
  expect((warm.bottom - warm.top) / (cool.bottom - cool.top)).toBeCloseTo(2, 1);
  expect(find(theme.text).length).toBeGreaterThan(50);
});
