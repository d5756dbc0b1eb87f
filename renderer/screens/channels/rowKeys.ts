const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };

/** The row that a key leads to from row `at` of a table of `count` rows; null where it is no key for that. */
export function rowAfter(key: string, at: number, count: number): number | null {
  const step = STEPS[key];
  const to = { Home: 0, End: count - 1 }[key] ?? (step === undefined ? undefined : at + step);
  return to === undefined ? null : Math.max(0, Math.min(to, count - 1));
}
