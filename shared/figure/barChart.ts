import { columnBounds, widened, type Column } from './columns.ts';
import {
  columnChartConfig,
  type ChartLook,
  type ColumnChartConfiguration,
  type ColumnLook,
} from './columnChart.ts';
import { formatNumber } from './format.ts';
import { truthWhiskers, type KnownValues } from './truthWhiskers.ts';

export interface BarChartOptions extends ChartLook {
  /** Channels in the order shown. */
  readonly channels: readonly number[];
  /** One weight per channel of the layer, indexed by channel number. */
  readonly alpha: Float32Array;
  /** Channels switched off: drawn as outlines. */
  readonly absent: ReadonlySet<number>;
  /** Shapley values, where known, drawn as whiskers. */
  readonly truth?: KnownValues;
}

/** Channels of a layer in the order the person chose, the first `count` of them. */
export function orderedChannels(
  alpha: Float32Array,
  order: 'magnitude' | 'value' | 'index',
  count: number,
): number[] {
  const channels = Array.from(alpha.keys());
  if (order === 'magnitude') channels.sort((a, b) => Math.abs(alpha[b]!) - Math.abs(alpha[a]!) || a - b);
  if (order === 'value') channels.sort((a, b) => alpha[b]! - alpha[a]! || a - b);
  return channels.slice(0, count);
}

/** Share of the axis that is left free beyond the columns, where there are any. */
const ROOM = 0.04;

/** One bar per channel, from zero to its weight. */
export function barColumns(
  channels: readonly number[],
  alpha: Float32Array,
  absent: ReadonlySet<number>,
): Column[] {
  return channels.map((channel) => ({
    kind: 'channel',
    label: String(channel),
    channel,
    from: 0,
    to: alpha[channel]!,
    absent: absent.has(channel),
  }));
}

/** How bars are drawn: on an axis around zero, with room for whiskers. */
export function barLook(look: ChartLook, columns: readonly Column[], truth?: KnownValues): ColumnLook {
  const spans = truth ? [...columns, ...columns.flatMap((column) => whisker(column, truth))] : columns;
  return { ...look, bounds: widened(columnBounds(spans), ROOM) };
}

/** The configuration for bars of channel weights. */
export function barChartConfig(options: BarChartOptions): ColumnChartConfiguration {
  const { channels, alpha, absent, truth, ...look } = options;
  const columns = barColumns(channels, alpha, absent);
  const whiskers = truthWhiskers(() => ({ columns, truth, theme: look.theme }));
  const shown = { columns, look: barLook(look, columns, truth) };
  return columnChartConfig(() => shown, [whiskers]);
}

/** What the fixed read-out line says of a channel. */
export function channelReadout(channel: number, alpha: number): string {
  return `channel ${channel}: α = ${formatNumber(alpha)}`;
}

/** The values between which a column's whisker stands. */
function whisker({ channel }: Column, { alpha, errors }: KnownValues): { from: number; to: number }[] {
  if (channel === null) return [];
  const [value, error] = [alpha[channel]!, errors[channel]!];
  return [{ from: value - error, to: value + error }];
}
