/** An Einsum of one or two factors, one letter an axis. */
export interface Equation {
  readonly factors: readonly string[];
  readonly result: string;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * Reads 'ij,jk->ik' or '...j,jk->...k', whose ellipsis becomes letters of its own; undefined for a diagonal ('ii'), more
 * than two factors, or axes of different lengths under one letter.
 * @param shapes of the factors
 */
export function parseEquation(text: string, shapes: readonly (readonly number[])[]): Equation | undefined {
  const [left = '', right] = text.replaceAll(' ', '').split('->');
  const terms = left.split(',');
  if (terms.length !== shapes.length || terms.length > 2) return undefined;
  const named = (term: string) => term.replace('...', '').length;
  const counts = terms.map((term, index) =>
    term.includes('...') ? (shapes[index]?.length ?? 0) - named(term) : 0,
  );
  const count = Math.max(...counts);
  const free = Array.from(LETTERS)
    .filter((letter) => !text.includes(letter))
    .slice(0, count);
  // Of a shorter ellipsis the axes are the last ones.
  const spelled = (term: string, own: number) => term.replace('...', free.slice(count - own).join(''));
  const factors = terms.map((term, index) => spelled(term, counts[index] ?? 0));
  const result = spelled(right ?? `...${implied(terms)}`, count);
  const isPlain = [...factors, result].every((factor) => new Set(factor).size === factor.length);
  return isPlain && lengthsAgree(factors, shapes) ? { factors, result } : undefined;
}

/** Where no result is named: the letters that occur once, in order. */
function implied(terms: readonly string[]): string {
  const labels = [...terms.join('').replaceAll('.', '')];
  return labels
    .filter((label) => labels.indexOf(label) === labels.lastIndexOf(label))
    .sort()
    .join('');
}

function lengthsAgree(factors: readonly string[], shapes: readonly (readonly number[])[]): boolean {
  const lengths = new Map<string, number>();
  return factors.every((factor, index) =>
    [...factor].every((letter, axis) => {
      const length = shapes[index]?.[axis];
      const known = lengths.get(letter) ?? length;
      if (length !== undefined) lengths.set(letter, length);
      return length !== undefined && known === length;
    }),
  );
}
