import { channelReadout } from '../../../shared/figure/barChart.ts';
import type { Column } from '../../../shared/figure/columns.ts';
import { LABELS } from '../../../shared/figure/waterfall.ts';
import { formatNumber, formatPercent, signedNumber } from '../../components/words.ts';

/** What the read-out says of columns that are being chosen together. */
export function rangeReadout(columns: readonly Column[]): string {
  const [first, last] = [columns[0], columns.at(-1)];
  if (!first || !last) return 'No channel in the box.';
  const ends =
    first === last ? `channel ${first.label}` : `channels ${first.label} to ${last.label} as drawn`;
  const sum = columns.reduce((total, { from, to }) => total + to - from, 0);
  const off = columns.filter(({ absent }) => absent).length;
  const state = off === 0 ? 'all present' : `${off} switched off`;
  return `${ends}: ${columns.length} in all, Σα = ${signedNumber(sum)}, ${state}. Let go or press Space to switch each; Escape to leave them.`;
}

/** A channel's bar in words. @param truth its Shapley value in words, where it is known */
export function barReadout({ channel, to, absent }: Column, truth: string | null): string {
  const facts = [channelReadout(channel ?? 0, to), truth, stateOf(absent)];
  return facts.filter((fact) => fact !== null).join(', ');
}

/** A column of a waterfall in words. @param others channels that stand together in one column */
export function waterfallReadout(column: Column, others: number): string {
  const { kind, label, channel, from, to, absent } = column;
  if (!Number.isFinite(to)) return 'v(S) is being computed';
  if (kind === 'level') return `${label} = ${formatNumber(to)}, ${LEVELS[label] ?? ''}`;
  const way = `${signedNumber(to - from)}, from ${formatNumber(from)} to ${formatNumber(to)}`;
  if (channel !== null) return `channel ${label}: α = ${way}, ${stateOf(absent)}`;
  return `${sumName(label, others)}: ${way}, ${SUMS[label] ?? ''}`;
}

const LEVELS: Readonly<Record<string, string>> = {
  [LABELS.base]: 'the base value: the score without any channel',
  [LABELS.score]: 'the score with all channels',
  [LABELS.value]: 'the score of the present channels, as the model gives it',
};
const SUMS: Readonly<Record<string, string>> = {
  [LABELS.rest]: 'without those switched off',
  [LABELS.residual]: 'which the weights do not account for',
  [LABELS.difference]: 'which a sum of weights cannot tell of these channels alone',
};

function sumName(label: string, others: number): string {
  if (label === LABELS.rest) return others === 1 ? '1 more channel' : `${others} more channels`;
  return label === LABELS.residual ? 'residual' : 'difference';
}

/** The main finding of the bars in a sentence or two, for who cannot see them. */
export function barsSummary(
  columns: readonly Column[],
  total: number,
  target: string,
  share: (weight: number) => number | null,
): string {
  const rising = columns.filter(({ to }) => to > 0);
  const falling = columns.filter(({ to }) => to < 0);
  const told = (column: Column) => {
    const part = share(column.to);
    const evidence = part === null ? '' : ` (${formatPercent(part)} of the evidence)`;
    return `channel ${column.label} with ${formatNumber(column.to)}${evidence}`;
  };
  const most = (of: readonly Column[], side: string) => {
    const top = of.reduce<Column | null>((a, b) => (a && Math.abs(a.to) >= Math.abs(b.to) ? a : b), null);
    return top
      ? `${of.length} speak ${side} ${target}, most of all ${told(top)}.`
      : `None speaks ${side} ${target}.`;
  };
  return `Bars of ${columns.length} of ${total} channel weights. ${most(rising, 'for')} ${most(falling, 'against')}`;
}

/** The main finding of a waterfall in a sentence, for who cannot see it; `others` as in {@link waterfallReadout}. */
export function waterfallSummary(columns: readonly Column[], others: number): string {
  const [base, score] = [columns[0], columns.at(-1)];
  if (!base || !score) return '';
  const drawn = columns.filter(({ kind, absent }) => kind === 'channel' && !absent);
  const sum = drawn.reduce((total, { from, to }) => total + to - from, 0);
  const parts = [`${drawn.length} present channels on their own ${signedNumber(sum)}`];
  for (const { kind, label, from, to } of columns)
    if (kind === 'sum' && Number.isFinite(to))
      parts.push(`${sumName(label, others)} ${signedNumber(to - from)}`);
  const end = Number.isFinite(score.to) ? formatNumber(score.to) : 'not known yet';
  return `Waterfall from ${base.label}, ${formatNumber(base.to)}, to ${score.label}, ${end}: ${parts.join('; ')}.`;
}

function stateOf(absent: boolean): string {
  return absent ? 'switched off' : 'present';
}
