import { BOOTSTRAP } from '../../../engine/statistics/bootstrap.ts';
import { settingsOf } from '../settings.ts';
import { comparisonRemarks } from './comparisonRemarks.ts';
import { protocolNotes } from './protocolNotes.ts';
import type { ComparisonResults } from './report.ts';

/** How the numbers of a comparison were made, and what to know of them; a sentence each. Needs at least one image. */
export function comparisonNotes(results: ComparisonResults): string[] {
  const { comparison, images, failures, seed, class: classText } = results;
  const { resamples, level } = BOOTSTRAP;
  const interval = `means over images with ${String(100 * level)}% percentile bootstrap intervals (${String(resamples)} resamples, seed ${String(seed)})`;
  const failed = failures.length > 0 ? ` (${String(failures.length)} failed)` : '';
  const params = comparison.methods.flatMap(({ method, params: given }) => settingsOf(method.id, given));
  return [
    `n = ${String(images.length)} images${failed}; ${images.length > 1 ? interval : 'one image has no interval'}.`,
    `${modelWords(results)}, class ${classText}.`,
    `Agreement with the Shapley values of the channels: ${referenceWords(results)}.`,
    ...(params.length > 0 ? [`Parameters of methods: ${params.join(', ')}.`] : []),
    ...comparison.metrics.flatMap(({ metric: { id } }) => protocolNotes(id, images)),
    `ms: ${TIMED}.`,
    ...comparisonRemarks(images),
  ];
}

/** What a method's milliseconds are of. */
export const TIMED =
  'from the preprocessed tensor to logits, weights and map, batch 1, one run an image, without warm-up; the pass up to the layer counts for each method, and is run once for all of them';

function modelWords({ comparison: { model, session }, versions, threads }: ComparisonResults): string {
  const { name, sha256, preprocessing, provider } = model.card;
  return [
    `Model ${name} (SHA-256 ${sha256.slice(0, 12)}), preprocessing from ${preprocessing.source}`,
    `provider ${provider}, ${threads === undefined ? 'a thread per core' : `threads ${String(threads)}`}`,
    `ONNX Runtime ${versions.runtime}, LIFT-CAM Workbench ${versions.program}`,
    `layer ${session.head.activation}`,
  ].join('; ');
}

function referenceWords({ images, comparison }: ComparisonResults): string {
  const { method, params } = comparison.reference;
  const exact = images.every(({ reference }) => reference.exact);
  const how = exact ? 'exact' : `sampled, ${settingsOf(method.id, params).join(', ')}`;
  const first = images[0]?.reference.note ?? null;
  if (first === null) return how;
  const same = images.every(({ reference }) => reference.note === first);
  const note = first.replace(/\.$/, '').replace(/^./, (letter) => letter.toLowerCase());
  return `${how}; ${same ? '' : 'of the first image: '}${note}`;
}
