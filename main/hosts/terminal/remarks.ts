/** A sentence on one of a subject's results. */
export interface Remark {
  /** What it is said of: a method, a metric. */
  readonly subject: string;
  /** The result it is said of: an image. */
  readonly place: string;
  readonly text: string;
}

const INACCURATE = 'The weights do not add up to what they explain: they are not locally accurate.';

/** What an explanation says of itself. */
interface Said {
  readonly accurate: boolean | null;
  readonly warnings: readonly string[];
  readonly note: string | null;
}

/** What a person should know of an explanation before trusting its numbers, and how they came about; a sentence each. */
export function remarksOn({ accurate, warnings, note }: Said): string[] {
  const doubts = [...(accurate === false ? [INACCURATE] : []), ...warnings];
  return [...doubts.map((text) => `⚠ ${text}`), ...(note === null ? [] : [note])];
}

const NUMBER = /\d[\d.,]*(?:e[+-]?\d+)?/gi;

/**
 * A line for every sentence said of a subject, counted; sentences that differ in their numbers alone are one, with the numbers of
 * the first.
 * @param unit of the results, in the plural @param totalOf how many results a subject has
 */
export function remarkLines(
  remarks: readonly Remark[],
  unit: string,
  totalOf: (subject: string) => number,
): string[] {
  const groups = new Map<string, Remark[]>();
  for (const remark of remarks) {
    const key = `${remark.subject}\n${remark.text.replace(NUMBER, '#')}`;
    groups.set(key, [...(groups.get(key) ?? []), remark]);
  }
  return [...groups.values()].map((group) => {
    const { subject, place, text } = group[0] as Remark;
    const total = totalOf(subject);
    if (total === 1) return `${subject}, ${place}: ${text}`;
    const differs = group.some((other) => other.text !== text) ? ', whose numbers these are' : '';
    return `${subject}, ${String(group.length)} of ${String(total)} ${unit} (first ${place}${differs}): ${text}`;
  });
}
