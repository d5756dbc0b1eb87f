import { formatNumber, formatPercent } from '../../../shared/figure/format.ts';
import type { Curve, CurveKind } from '../../state/curve.svelte.ts';
import type { Engine } from '../../state/engine.svelte.ts';
import { curvePoints, percentAt, type CurvePoint } from './curveChart.ts';

/** What is counted along the axis. */
export const X_TITLES = { deletion: 'Pixels removed', insertion: 'Pixels revealed' } as const;
const VERBS = { deletion: 'removed', insertion: 'revealed' } as const;

/** What a curve shows, in one sentence for those who do not see it. */
export function curveWords(
  kind: CurveKind,
  { points, total, auc }: Pick<Curve, 'points' | 'total' | 'auc'>,
): string {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return 'no point yet';
  const halfway = curvePoints(points, total).find(
    ({ y }) => Math.abs(y - first) >= Math.abs(last - first) / 2,
  );
  const parts = [
    `the probability goes from ${formatPercent(first)} to ${formatPercent(last)}`,
    `half of the way once ${formatNumber(halfway?.x ?? 0)} % of the pixels are ${VERBS[kind]}`,
    auc === null
      ? `${String(points.length)} of ${String(total)} points so far`
      : `area under the curve ${formatNumber(auc)}`,
  ];
  return parts.join(', ');
}

/** How a curve ended before its time. */
export function endedWords({ state }: Pick<Curve, 'state'>): string {
  return state === 'interrupted' ? 'The curve was interrupted' : 'The curve failed';
}

/** What is read of one point of a curve; null where it has no such point, as when it has been started again. */
export function pointWords(
  { curve, at }: CurvePoint<Pick<Curve, 'kind' | 'method' | 'points' | 'total'>>,
  engine: Pick<Engine, 'methodTitle'>,
): string | null {
  const probability = curve.points[at];
  if (probability === undefined) return null;
  const changed = `${formatPercent(percentAt(at, curve.total) / 100)} ${VERBS[curve.kind]}`;
  return `${curveName(curve, engine)}: ${changed}, probability ${formatPercent(probability)}`;
}

/** What ranks the pixels of a curve, by name. */
export function curveName({ method }: Pick<Curve, 'method'>, engine: Pick<Engine, 'methodTitle'>): string {
  return method === null ? 'Random' : engine.methodTitle(method);
}
