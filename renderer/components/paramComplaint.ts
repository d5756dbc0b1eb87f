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
  const highest = maximum === undefined ? null : formatTick(maximum);
  if (exclusiveMinimum !== undefined) {
    const above = `${kind} above ${formatTick(exclusiveMinimum)}`;
    return highest === null ? above : `${above}, up to ${highest}`;
  }
  if (minimum === undefined) return highest === null ? kind : `${kind} up to ${highest}`;
  return `${kind} from ${formatTick(minimum)} ${highest === null ? 'on' : `to ${highest}`}`;
}
