import { formatNumber, formatPercent } from '../../shared/figure/format.ts';
import type { Target } from '../../shared/result.ts';

/** A duration for the eye: whole milliseconds from ten on; 0 is the mark of a result that was held and not made again. */
export function milliseconds(value: number): string {
  if (value === 0) return 'held';
  return `${value >= 0.05 && value < 10 ? value.toFixed(1) : String(Math.round(value))} ms`;
}

/** What is explained, as the model names it. */
export function targetWords({ class: explained, versus }: Target): string {
  return versus ? `${explained.label} − ${versus.label}` : explained.label;
}

/** C × H × W. */
export function shapeWords(shape: readonly number[]): string {
  return shape.join(' × ');
}

/** How many there are of something: "1 photo", "1,234 photos". @param several the plural, where it is not the name and an s */
export function counted(count: number, name: string, several = `${name}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? name : several}`;
}

/** A number with its sign, since for a difference both directions mean something. */
export function signedNumber(value: number): string {
  return value > 0 ? `+${formatNumber(value)}` : formatNumber(value);
}

export { formatNumber, formatPercent };
