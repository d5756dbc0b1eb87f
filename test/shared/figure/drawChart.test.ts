import { createCanvas } from '@napi-rs/canvas';
import { expect, test } from 'vitest';
import { barChartConfig, type BarChartOptions } from '../../../shared/figure/barChart.ts';
import { drawChart } from '../../../shared/figure/drawChart.ts';
import { FIGURE_THEMES } from '../../../shared/figure/theme.ts';

const box = { x: 40, y: 30, width: 200, height: 120 };
const options: BarChartOptions = {
  channels: [0, 1],
  alpha: Float32Array.of(2, -1),
  absent: new Set(),
  theme: FIGURE_THEMES.light,
  unit: 'α',
  responsive: false,
};

function draw(changed: Partial<BarChartOptions> = {}) {
  const canvas = createCanvas(300, 200);
  const context = canvas.getContext('2d');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, 300, 200);
  drawChart(context, barChartConfig({ ...options, ...changed }), box);
  const { data } = context.getImageData(0, 0, 300, 200);
  const at = (x: number, y: number) => [...data.subarray((y * 300 + x) * 4, (y * 300 + x) * 4 + 3)];
  const positions = Array.from({ length: 300 * 200 }, (_, i) => [i % 300, Math.floor(i / 300)] as const);
  return { at, positions, data, context };
}

const warm = [0xb2, 0x18, 0x2b].join();
const cool = [0x21, 0x66, 0xac].join();

test('draws inside its box only, and leaves the rest of the canvas and its state alone', () => {
  const { at, positions, context } = draw();
  const drawn = positions.filter(([x, y]) => at(x, y).join() !== '255,255,255');
  expect(drawn.length).toBeGreaterThan(500);
  for (const [x, y] of drawn) {
    expect(x >= 39 && x <= 241 && y >= 29 && y <= 151).toBe(true);
  }
  expect(context.getTransform().e).toBe(0);
});

test('the bar for stands above the bar against, in their colours', () => {
  const { at, positions } = draw();
  const rows = (color: string) => positions.filter(([x, y]) => at(x, y).join() === color).map(([, y]) => y);
  expect(rows(warm).length).toBeGreaterThan(100);
  expect(rows(cool).length).toBeGreaterThan(50);
  expect(Math.max(...rows(warm))).toBeLessThanOrEqual(Math.min(...rows(cool)));
});

test('a whisker stands at the Shapley value', () => {
  const { at, positions } = draw({ truth: { alpha: options.alpha, errors: Float32Array.of(0.8, 0.8) } });
  const bar = positions.filter(([x, y]) => at(x, y).join() === warm);
  const columns = bar.map(([x]) => x);
  const centre = Math.round((Math.min(...columns) + Math.max(...columns)) / 2);
  const rows = bar.map(([, y]) => y);
  const [top, bottom] = [Math.min(...rows), Math.max(...rows)];
  // The bar is 2 high, the error 0.8.
  const error = (0.8 / 2) * (bottom - top);
  const darkest = (y: number) => Math.min(...[-1, 0, 1].map((dx) => at(centre + dx, Math.round(y))[0]!));
  for (const share of [0.3, 0.6, 0.9]) expect(darkest(top - share * error)).toBeLessThan(170);
  expect(darkest(top - error - 4)).toBe(255);
});
