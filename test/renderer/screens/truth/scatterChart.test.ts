import { expect, test } from 'vitest';
import { scatterChartConfig, type ScatterOptions } from '../../../../renderer/screens/truth/scatterChart.ts';
import { FIGURE_THEMES } from '../../../../shared/figure/theme.ts';

const OPTIONS: ScatterOptions = {
  truth: Float32Array.of(1, 2, 3),
  errors: null,
  alpha: Float32Array.of(1, 2, 4),
  sameScale: true,
  color: '#0072b2',
  theme: FIGURE_THEMES.light,
  hovered: null,
  selected: null,
};

function pointsOf(changed: Partial<ScatterOptions> = {}) {
  const { data } = scatterChartConfig({ ...OPTIONS, ...changed });
  return data.datasets[0]!.pointBackgroundColor as readonly string[];
}

test('while a channel is pointed at the others are dimmed, but for the selected one', () => {
  const plain = pointsOf();
  expect(new Set(plain).size).toBe(1);
  const [first, second, third] = pointsOf({ hovered: 1, selected: 2 });
  expect([second, third]).toEqual([plain[0], plain[0]]);
  expect(first).not.toBe(plain[0]);
});

test('a selected channel alone dims nothing', () => {
  expect(pointsOf({ selected: 1 })).toEqual(pointsOf());
});

test('only the horizontal grid is drawn, and axes tell their unit', () => {
  const titleOf = (sameScale: boolean, axis: 'x' | 'y') => {
    const scale = scatterChartConfig({ ...OPTIONS, sameScale }).options?.scales?.[axis];
    return (scale as { title: { text: string } }).title.text;
  };
  expect(scatterChartConfig(OPTIONS).options?.scales?.['x']?.grid?.display).toBe(false);
  expect(titleOf(true, 'x')).toBe('Shapley value (logits)');
  expect(titleOf(true, 'y')).toBe('α (logits)');
  expect(titleOf(false, 'y')).toBe('α (own scale)');
});
