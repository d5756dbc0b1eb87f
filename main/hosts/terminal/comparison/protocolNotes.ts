import type { Protocol } from '../../../../shared/measurement.ts';
import type { ComparedMethod } from '../../../engine/comparison.ts';
import { metricOf } from '../../../engine/metrics/index.ts';
import { titleOf } from './tableData.ts';

interface MeasuredImage {
  readonly methods: readonly Pick<ComparedMethod, 'method' | 'measurements'>[];
}

/** How a metric was measured; where not all methods were measured alike, a sentence for each way, with the methods it is of. */
export function protocolNotes(id: string, images: readonly MeasuredImage[]): string[] {
  const { short, title } = metricOf(id);
  const all = images.flatMap(({ methods }) =>
    methods.flatMap(({ method, measurements: { [id]: own } }) => (own ? [{ method, ...own }] : [])),
  );
  const defined = all.filter(({ value }) => value !== null);
  const methodsBy = new Map<string, Set<string>>();
  for (const { method, protocol } of defined.length > 0 ? defined : all.slice(0, 1)) {
    const words = protocolWords(protocol);
    methodsBy.set(words, (methodsBy.get(words) ?? new Set()).add(titleOf(method)));
  }
  return [...methodsBy].map(([words, methods]) => {
    const of = methodsBy.size > 1 ? ` of ${[...methods].join(', ')}` : '';
    return `${short}${of}: ${title}; ${words}.`;
  });
}

function protocolWords(protocol: Protocol): string {
  return Object.entries(protocol)
    .map(([name, value]) => `${name} ${Array.isArray(value) ? value.join('/') : String(value)}`)
    .join(', ');
}
