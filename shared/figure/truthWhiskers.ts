import type { Plugin } from 'chart.js';
import type { Column } from './columns.ts';
import { columnGeometry, columnMiddle, valueHeight, type DrawnChart } from './drawnChart.ts';
import type { FigureTheme } from './theme.ts';

/** Shapley value and standard error per channel, indexed by channel number. */
export interface KnownValues {
  readonly alpha: Float32Array;
  readonly errors: Float32Array;
}

/** Half the length of a whisker's ticks, at most. */
const MOST_HALF = 4;

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
      const half = Math.min(MOST_HALF, geometry.step / 3);
      ctx.save();
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
          ctx.moveTo(x - half, height);
          ctx.lineTo(x + half, height);
        }
      });
      // A rim in the background's colour keeps them apart from the bars they lie on.
      if (half === MOST_HALF) {
        ctx.strokeStyle = theme.background;
        ctx.lineWidth = 3;
        ctx.stroke();
      }
      ctx.strokeStyle = theme.text;
      ctx.lineWidth = 1;
      ctx.stroke();
      ctx.restore();
    },
  };
}
