/** An Einsum of one or two factors, one letter an axis. */
export interface Equation {
  readonly factors: readonly string[];
  readonly result: string;
}

/** Reads 'ij,jk->ik'; undefined for an ellipsis, a diagonal ('ii') or more than two factors. */
export function parseEquation(text: string, count: number): Equation | undefined {
  const [left = '', right] = text.replaceAll(' ', '').split('->');
  const factors = left.split(',');
  if (text.includes('.') || factors.length !== count || count > 2) return undefined;
  const labels = [...factors.join('')];
  const result =
    right ??
    labels
      .filter((label) => labels.indexOf(label) === labels.lastIndexOf(label))
      .sort()
      .join('');
  const isPlain = [...factors, result].every((factor) => new Set(factor).size === factor.length);
  return isPlain ? { factors, result } : undefined;
}
