import type { Protocol } from '../../../../shared/measurement.ts';
import type { ComparedImage } from '../../../engine/comparison.ts';
import { metricOf } from '../../../engine/metrics/index.ts';
import { BOOTSTRAP } from '../../../engine/statistics/bootstrap.ts';

/** What the notes are made of, beside the images. */
export interface NoteFacts {
  readonly modelName: string;
  readonly modelHash: string;
  readonly layer: string;
  readonly classText: string;
  readonly failed: number;
  readonly metrics: readonly string[];
  readonly seed: number;
}

/** How the numbers of a comparison were made. @param images at least one */
export function comparisonNotes(images: readonly ComparedImage[], facts: NoteFacts): string[] {
  const { modelName, modelHash, layer, classText, failed, seed } = facts;
  const { resamples, level } = BOOTSTRAP;
  const interval = `means over images with ${String(100 * level)}% percentile bootstrap intervals (${String(resamples)} resamples, seed ${String(seed)})`;
  return [
    `n = ${String(images.length)} images${failed > 0 ? ` (${String(failed)} failed)` : ''}; ${images.length > 1 ? interval : 'one image has no interval'}.`,
    `Model ${modelName} (SHA-256 ${modelHash.slice(0, 12)}), layer ${layer}, class ${classText}.`,
    `Agreement with the Shapley values of the channels: ${referenceWords(images)}.`,
    ...facts.metrics.flatMap((id) => metricNotes(id, images)),
  ];
}

function referenceWords(images: readonly ComparedImage[]): string {
  const exact = images.every(({ reference }) => reference.exact);
  const notes = [...new Set(images.flatMap(({ reference }) => reference.note ?? []))];
  const note = notes[0]?.replace(/\.$/, '').replace(/^./, (first) => first.toLowerCase());
  return `${exact ? 'exact' : 'sampled'}${note === undefined ? '' : `, ${note}`}`;
}

/** The protocol of a metric, and why some of its numbers are missing. */
function metricNotes(id: string, images: readonly ComparedImage[]): string[] {
  const { short, title } = metricOf(id);
  const measurements = images.flatMap(({ methods }) =>
    methods.flatMap((each) => each.measurements[id] ?? []),
  );
  const [first] = measurements;
  if (!first) return [];
  const reasons = countedReasons(
    measurements.filter(({ value }) => value === null).map(({ note }) => note ?? ''),
  );
  return [
    `${short}: ${title}; ${protocolWords(first.protocol)}.`,
    ...reasons.map(([reason, count]) => `${short}: not defined ${String(count)} times: ${reason}`),
  ];
}

function countedReasons(reasons: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts];
}

function protocolWords(protocol: Protocol): string {
  return Object.entries(protocol)
    .map(([name, value]) => `${name} ${Array.isArray(value) ? value.join('/') : String(value)}`)
    .join(', ');
}
