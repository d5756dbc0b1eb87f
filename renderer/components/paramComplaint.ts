import type { Param } from '../../shared/params.ts';
import { formatTick } from '../../shared/figure/format.ts';

export type NumberParam = Extract<Param, { type: 'integer' | 'number' }>;

/** What is wrong with a number as it was typed, and what would be right; null where it may be taken. */
export function paramComplaint(param: NumberParam, text: string): string | null {
  const value = text.trim() === '' ? NaN : Number(text);
  const { type, minimum = -Infinity, exclusiveMinimum = -Infinity, maximum = Infinity, multipleOf } = param;
  const fits =
    Number.isFinite(value) &&
    value >= minimum &&
    value > exclusiveMinimum &&
    value <= maximum &&
    (type === 'number' || Number.isInteger(value)) &&
    (multipleOf === undefined || Number.isInteger(value / multipleOf));
  return fits ? null : `Not taken: give ${demandOf(param)}.`;
}

/** The numbers that a parameter takes, in words. */
export function demandOf({ type, minimum, exclusiveMinimum, maximum, multipleOf }: NumberParam): string {
  const kind =
    multipleOf !== undefined && multipleOf !== 1
      ? `a multiple of ${formatTick(multipleOf)}`
      : type === 'integer'
        ? 'a whole number'
        : 'a number';
  const low =
    exclusiveMinimum !== undefined
      ? [`above ${formatTick(exclusiveMinimum)}`]
      : minimum !== undefined
        ? [`from ${formatTick(minimum)}`]
        : [];
  const high = maximum === undefined ? [] : [`to ${formatTick(maximum)}`];
  return [kind, ...low, ...high].join(' ');
}
