const PREFIX = 'liftcam.';

/** A remembered choice, or `fallback` where there is none or it is none of `allowed`. */
export function readChoice<T extends string>(key: string, allowed: readonly T[], fallback: T): T {
  const text = read(key);
  return allowed.find((value) => value === text) ?? fallback;
}

/** A remembered number within [low, high], or `fallback`. */
export function readNumber(key: string, low: number, high: number, fallback: number): number {
  const value = Number.parseFloat(read(key) ?? '');
  return value >= low && value <= high ? value : fallback;
}

/** A remembered list of names, or `fallback`. */
export function readList(key: string, fallback: readonly string[]): readonly string[] {
  return (
    read(key)
      ?.split(',')
      .filter((entry) => entry !== '') ?? fallback
  );
}

/** Remembers a choice for the next start; a window without storage forgets it, which costs nothing else. */
export function remember(key: string, value: string | number): void {
  try {
    localStorage.setItem(PREFIX + key, String(value));
  } catch {
    // Storage is full or forbidden.
  }
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}
