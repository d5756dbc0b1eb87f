import { barChartConfig, orderedChannels } from '../barChart.ts';
import type { Box, Canvas2D } from '../canvas2d.ts';
import { drawChart } from '../drawChart.ts';
import type { FigureSpec } from '../figureSpec.ts';
import { TEXT, type FigureTheme } from '../theme.ts';

/** Bars of channel weights, warm for and cool against the class. */
export function drawBars(
  context: Canvas2D,
  alpha: Float32Array,
  spec: Pick<FigureSpec, 'absent' | 'bars'>,
  unit: string,
  theme: FigureTheme,
  box: Box,
): void {
  const config = barChartConfig({
    channels: orderedChannels(alpha, spec.bars.order, spec.bars.count),
    alpha,
    absent: new Set(spec.absent),
    theme,
    unit,
    fontSize: TEXT.label,
    responsive: false,
  });
  drawChart(context, config, box);
}
