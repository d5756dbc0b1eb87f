import { describe, expect, it } from 'vitest';
import {
  curveChartConfig,
  curvePoints,
  nearestPoint,
} from '../../../../renderer/screens/curves/curveChart.ts';
import { FIGURE_THEMES } from '../../../../shared/figure/theme.ts';

describe('curvePoints', () => {
  it('lays the whole curve over 0 to 100 percent, however much of it has come', () => {
    expect(curvePoints([0.9, 0.5, 0.1], 5)).toEqual([
      { x: 0, y: 0.9 },
      { x: 25, y: 0.5 },
      { x: 50, y: 0.1 },
    ]);
    expect(curvePoints([0.9, 0.1], 2).at(-1)).toEqual({ x: 100, y: 0.1 });
  });

  it('draws a single point at the start', () => {
    expect(curvePoints([0.9], 1)).toEqual([{ x: 0, y: 0.9 }]);
  });
});

const HIGH = { method: 'lift-cam', points: [0.9, 0.8, 0.7], total: 5 };
const LOW = { method: 'grad-cam', points: [0.3, 0.2, 0.1, 0, 0], total: 5 };
const CONTROL = { method: null, points: [0.5, 0.5, 0.5, 0.5, 0.5], total: 5 };
const ALL = [HIGH, LOW, CONTROL];

describe('nearestPoint', () => {
  it('is of the curve nearest in height, at the point nearest across', () => {
    expect(nearestPoint(ALL, 27, 0.75)).toEqual({ curve: HIGH, at: 1 });
    expect(nearestPoint(ALL, 48, 0.2)).toEqual({ curve: LOW, at: 2 });
  });

  it('is of no curve that has not come so far', () => {
    expect(nearestPoint(ALL, 100, 0.9)).toEqual({ curve: CONTROL, at: 4 });
    expect(nearestPoint([HIGH], 100, 0.9)).toBeNull();
  });
});

it('marks the lines whose dashes others have too', () => {
  const curves = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((method) => ({ ...LOW, method }));
  const { datasets } = curveChartConfig(curves, '', FIGURE_THEMES.light).data;
  expect(datasets[0]).toMatchObject({ borderDash: [], pointStyle: false, pointRadius: [0, 0, 0, 0, 0] });
  expect(datasets[7]).toMatchObject({ borderDash: [], pointStyle: 'circle' });
  expect(datasets[7]?.pointRadius).toContain(3.5);
});

it('dims the other curves while one is pointed at', () => {
  const colors = (pointed: typeof HIGH | null) =>
    curveChartConfig(ALL, '', FIGURE_THEMES.light, pointed).data.datasets.map(
      ({ borderColor }) => borderColor,
    );
  const [plain, pointed] = [colors(null), colors(HIGH)];
  expect(pointed[0]).toBe(plain[0]);
  expect(pointed[1]).not.toBe(plain[1]);
  expect(pointed[2]).not.toBe(plain[2]);
});
