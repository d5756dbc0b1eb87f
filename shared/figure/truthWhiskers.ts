import type { Plugin } from 'chart.js';
import type { Column } from './columns.ts';
import { columnGeometry, columnMiddle, valueHeight, type DrawnChart } from './drawnChart.ts';
import type { FigureTheme } from './theme.ts';

/** Shapley value and standard error per channel, indexed by channel number. */
export interface KnownValues {
  readonly alpha: Float32Array;
  readonly errors: Float32Array;
}

interface Drawn {
  readonly columns: readonly Column[];
  readonly truth: KnownValues | undefined;
  readonly theme: FigureTheme;
}

/**
 * Thin whiskers at the Shapley values: one standard error to either side, and a tick at the value.
 * @param drawn asked at every drawing, so that a chart on screen follows a sampling
 */
export function truthWhiskers(drawn: () => Drawn): Plugin<'bar'> {
  return {
    id: 'truthWhiskers',
    afterDatasetsDraw(chart: DrawnChart) {
      const { columns, truth, theme } = drawn();
      if (!truth) return;
      const { ctx } = chart;
      const geometry = columnGeometry(chart, columns.length);
      ctx.save();
      ctx.strokeStyle = theme.text;
      ctx.lineWidth = 0.75;
      ctx.beginPath();
      columns.forEach(({ channel }, place) => {
        if (channel === null) return;
        const x = columnMiddle(geometry, place);
        const heights = [-1, 0, 1].map((side) =>
          valueHeight(geometry, truth.alpha[channel]! + side * truth.errors[channel]!),
        );
        ctx.moveTo(x, heights[0]!);
        ctx.lineTo(x, heights[2]!);
        for (const height of heights) {
          ctx.moveTo(x - 2, height);
          ctx.lineTo(x + 2, height);
        }
      });
      ctx.stroke();
      ctx.restore();
    },
  };
}
