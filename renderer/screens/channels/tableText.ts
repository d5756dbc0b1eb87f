import type { ShapleyEstimate } from '../../../shared/shapley.ts';

export interface TableFacts {
  /** Channels in the order of the rows. */
  readonly channels: readonly number[];
  readonly alpha: Float32Array;
  readonly absent: ReadonlySet<number>;
  /** A weight's share of the evidence; null where there is none. */
  readonly share: (weight: number) => number | null;
  /** Shapley values, where they are known. */
  readonly truth: Pick<ShapleyEstimate, 'alpha' | 'errors'> | null;
}

/** Digits that tell every 32-bit float from its neighbours. */
const DIGITS = 9;

/**
 * The channels' table as tab-separated text, as spreadsheets take it from the clipboard: a header, then a line for each
 * channel, numbers with a point and all their digits.
 */
export function tableText({ channels, alpha, absent, share, truth }: TableFacts): string {
  const header = ['channel', 'alpha', 'share of evidence', 'state'];
  if (truth) header.push('Shapley value');
  if (truth?.errors) header.push('standard error');
  const lines = channels.map((channel) => {
    const weight = alpha[channel]!;
    const line = [
      channel,
      number(weight),
      number(share(weight)),
      absent.has(channel) ? 'switched off' : 'present',
    ];
    if (truth) line.push(number(truth.alpha[channel]!));
    if (truth?.errors) line.push(number(truth.errors[channel]!));
    return line;
  });
  return [header, ...lines].map((line) => `${line.join('\t')}\n`).join('');
}

function number(value: number | null): string {
  return value === null ? '' : String(Number(value.toPrecision(DIGITS)));
}
