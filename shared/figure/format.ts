const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const MINUS = '−';

/**
 * A number for people: three significant digits, a true minus sign, and powers of ten from 1e4 on
 * and below 1e-3.
 */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'not a number';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${MINUS}∞`;
  if (value === 0) return '0';
  const [mantissa, power] = value.toExponential(2).split('e') as [string, string];
  const exponent = Number(power);
  const text =
    exponent >= 4 || exponent < -3 ? `${mantissa} × 10${superscript(exponent)}` : fixed(value, exponent);
  return text.replace('-', MINUS);
}

/** A probability in percent, three significant digits. */
export function formatPercent(probability: number): string {
  const percent = 100 * probability;
  return percent > 0 && percent < 0.01 ? '< 0.01 %' : `${formatNumber(percent)} %`;
}

/** For ticks: as {@link formatNumber}, without the zeros that only fill up three digits. */
export function formatTick(value: number): string {
  const text = formatNumber(value);
  return text.includes('.') ? text.replace(/\.?0+(?= |$)/, '') : text;
}

/** Thousands stay whole (1234, not 1230); rounding to three digits is for what lies behind the point. */
function fixed(value: number, exponent: number): string {
  return value.toFixed(Math.max(0, 2 - exponent));
}

function superscript(exponent: number): string {
  const digits = String(Math.abs(exponent)).replace(/\d/g, (digit) => SUPERSCRIPTS.charAt(Number(digit)));
  return exponent < 0 ? `⁻${digits}` : digits;
}

/** A time to wait, in the unit that gives one or two digits: 40 ms, 3 s, 12 min, 2 h. */
export function formatDuration(milliseconds: number): string {
  for (const [unit, size, from] of DURATIONS)
    if (milliseconds >= from * size) return `${String(Math.round(milliseconds / size))} ${unit}`;
  return '< 1 ms';
}

/** A time that was estimated: about 3 s, under 1 ms. */
export function formatEstimate(milliseconds: number): string {
  return milliseconds < 1 ? 'under 1 ms' : `about ${formatDuration(milliseconds)}`;
}

/** Units with their milliseconds, and from how many on they are used. */
const DURATIONS = [
  ['h', 3_600_000, 1.5],
  ['min', 60_000, 1.5],
  ['s', 1000, 1],
  ['ms', 1, 0.5],
] as const;
