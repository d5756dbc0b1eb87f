import { WorkbenchError } from '../../../shared/errors.ts';
import { ad } from './ad.ts';
import { adcc } from './adcc.ts';
import { add } from './add.ts';
import { completeness } from './completeness.ts';
import { deletion } from './deletion.ts';
import { ic } from './ic.ts';
import { insertion } from './insertion.ts';
import type { Metric } from './metric.ts';
import { pointingGame } from './pointingGame.ts';
import { road } from './road.ts';
import { sanityCheck } from './sanityCheck.ts';

/** Every metric, in the order the person sees them. */
export const metrics: readonly Metric[] = [
  ic,
  ad,
  add,
  deletion,
  insertion,
  adcc,
  road,
  pointingGame,
  completeness,
  sanityCheck,
];

/** @throws WorkbenchError 'input-invalid' listing the ids there are */
export function metricOf(id: string): Metric {
  const metric = metrics.find((each) => each.id === id);
  if (metric) return metric;
  const known = metrics.map((each) => each.id).join(', ');
  throw new WorkbenchError('input-invalid', `There is no metric '${id}'. Choose one of: ${known}.`);
}
