import type { EncodedImage, EngineCalls, EngineJobs } from '../../shared/api.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import type { CancelSignal, Emit } from '../../shared/job.ts';
import type { Explained } from './explain.ts';
import { encodedImage } from './images/encode.ts';
import { modelView } from './images/preprocess.ts';
import { explanationMap, tieNote } from './metrics/support/explanationMap.ts';
import {
  areaUnderCurve,
  perturbedImage,
  pixelCurve,
  RISE_BASELINES,
  type CurveOptions,
} from './metrics/support/pixelCurve.ts';
import { randomRanking, rankByValue } from './metrics/support/ranking.ts';
import { probabilities } from './targets.ts';

type CurveJob = EngineJobs['curve'];

/** Draws a deletion or insertion curve of an explanation's class, point by point. */
export async function runCurve(
  explained: Explained,
  request: CurveJob['input'],
  emit: Emit<CurveJob['event']>,
  signal: CancelSignal,
): Promise<CurveJob['result']> {
  const { model, explanation } = explained;
  const session = model.layer(explanation.layer);
  const { input, logits } = model.classifier;
  const explainedClass = explanation.target.class.index;
  const { options, total, note } = protocolOf(explained, request);
  const draw = () =>
    pixelCurve(
      explained.input,
      input,
      options,
      async (images, count) => {
        const rows = await session.classify(images, count, signal);
        return rows.map((row) => probabilities(row, logits.activation)[explainedClass] as number);
      },
      (first, some) => emit({ total, first, probabilities: some }),
      signal,
    );
  const points = await session.using(draw);
  return { auc: areaUnderCurve(points), step: options.step, note };
}

/**
 * What the model saw at one point of a curve.
 * @throws WorkbenchError 'input-invalid' for a point beyond the last
 */
export function curveImage(
  explained: Explained,
  { at, ...request }: EngineCalls['curve.image']['input'],
): Promise<EncodedImage> {
  const { card, classifier } = explained.model;
  const { options, total } = protocolOf(explained, request);
  if (at >= total) {
    const message = `The curve has the points 0 to ${String(total - 1)}; there is none of number ${String(at)}.`;
    throw new WorkbenchError('input-invalid', message);
  }
  const tensor = perturbedImage(explained.input, classifier.input, options, at);
  return encodedImage(modelView(tensor, card.preprocessing, card.input), 'png');
}

/** All that decides a curve, the number of its points, and what to know of its ranking. */
function protocolOf(
  { model, explanation }: Explained,
  { kind, ranking, step, seed }: CurveJob['input'],
): { readonly options: CurveOptions; readonly total: number; readonly note: string | null } {
  const { height, width } = model.classifier.input;
  const map = explanationMap(explanation.map, height, width);
  const options = {
    kind,
    ranking: ranking === 'random' ? randomRanking(map.length, seed) : rankByValue(map),
    step: step ?? width,
    baseline: RISE_BASELINES[kind],
  };
  const total = Math.ceil(map.length / options.step) + 1;
  return { options, total, note: ranking === 'map' ? tieNote(map) : null };
}
