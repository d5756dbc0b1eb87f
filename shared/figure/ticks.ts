/** About `count` round values (1, 2, 2.5 or 5 times a power of ten apart) inside [low, high]. */
export function axisTicks(low: number, high: number, count: number): number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const rough = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 2.5, 5].find((factor) => factor * power >= rough) ?? 10);
  const ticks: number[] = [];
  // Counting in whole steps keeps 0.30000000000000004 out, adding 0 keeps -0 out.
  for (let i = Math.ceil(low / step - 1e-9) + 0; i * step <= high + 1e-9 * span; i++) ticks.push(i * step);
  return ticks;
}
