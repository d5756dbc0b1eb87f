import type { Column } from './columns.ts';

/** The way from the base value to the score. Everything is in logits. */
export interface Waterfall {
  /** Channels with a column of their own, in the order shown; the others stand together in one. */
  readonly channels: readonly number[];
  /** One weight per channel of the layer, indexed by channel number. */
  readonly alpha: Float32Array;
  readonly absent: ReadonlySet<number>;
  /** F(0). */
  readonly base: number;
  /** v(S) of the present channels, F(A) where all are; null while it is not known. */
  readonly value: number | null;
  /** Whether the head is affine, so that weights add up for every set of channels. */
  readonly affine: boolean;
}

/** Labels of the columns that are no channel's: as short as channel numbers, so that all can stand level. */
export const LABELS = {
  base: 'F(0)',
  rest: 'rest',
  residual: 'resid.',
  difference: 'diff.',
  score: 'F(A)',
  value: 'v(S)',
} as const;

/** Share of the whole way below which a residual is not worth a column: less than a pixel. */
const NEGLIGIBLE = 1e-3;

/**
 * Columns from F(0) over each channel's weight, the other channels' sum and what weights do not account for, to the
 * score. A switched-off channel's column is drawn where it would stand and moves nothing.
 */
export function waterfallColumns(waterfall: Waterfall): Column[] {
  const { channels, alpha, absent, base, value, affine } = waterfall;
  const columns: Column[] = [levelColumn(LABELS.base, base)];
  let reached = base;
  for (const channel of channels) {
    const [from, to] = [reached, reached + alpha[channel]!];
    const isAbsent = absent.has(channel);
    columns.push({ kind: 'channel', label: String(channel), channel, from, to, absent: isAbsent });
    if (!isAbsent) reached = to;
  }
  if (channels.length < alpha.length) {
    const to = reached + sumOfOthers(waterfall);
    columns.push(sumColumn(LABELS.rest, reached, to));
    reached = to;
  }
  const all = absent.size === 0;
  const left = value === null ? NaN : value - reached;
  // A column that came and went with each toggle would make all the others jump.
  if (Math.abs(left) > NEGLIGIBLE * Math.abs((value ?? NaN) - base) || (!all && !affine)) {
    const label = all ? LABELS.residual : LABELS.difference;
    columns.push(sumColumn(label, reached, value ?? NaN));
  }
  columns.push(levelColumn(all ? LABELS.score : LABELS.value, value ?? NaN));
  return columns;
}

function levelColumn(label: string, level: number): Column {
  return { kind: 'level', label, channel: null, from: level, to: level, absent: false };
}

function sumColumn(label: string, from: number, to: number): Column {
  return { kind: 'sum', label, channel: null, from, to, absent: false };
}

/** Sum of the weights of the present channels that have no column of their own, in float64. */
function sumOfOthers({ channels, alpha, absent }: Waterfall): number {
  const drawn = new Set(channels);
  let sum = 0;
  for (let channel = 0; channel < alpha.length; channel++) {
    if (!drawn.has(channel) && !absent.has(channel)) sum += alpha[channel]!;
  }
  return sum;
}
