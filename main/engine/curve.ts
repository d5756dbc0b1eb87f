import type { EngineJobs } from '../../shared/api.ts';
import type { CancelSignal, Emit } from '../../shared/job.ts';
import type { Explained } from './explain.ts';
import { explanationMap, tieNote } from './metrics/support/explanationMap.ts';
import { areaUnderCurve, pixelCurve, RISE_BASELINES } from './metrics/support/pixelCurve.ts';
import { randomRanking, rankByValue } from './metrics/support/ranking.ts';
import { probabilities } from './targets.ts';

type CurveJob = EngineJobs['curve'];

/** Draws a deletion or insertion curve of an explanation's class, point by point. */
export async function runCurve(
  explained: Explained,
  { kind, ranking, step, seed }: CurveJob['input'],
  emit: Emit<CurveJob['event']>,
  signal: CancelSignal,
): Promise<CurveJob['result']> {
  const { model, explanation } = explained;
  const session = model.layer(explanation.layer);
  const { input, logits } = model.classifier;
  const explainedClass = explanation.target.class.index;
  const map = explanationMap(explanation.map, input.height, input.width);
  const order = ranking === 'random' ? randomRanking(map.length, seed) : rankByValue(map);
  const pixelsPerStep = step ?? input.width;
  const total = Math.ceil(order.length / pixelsPerStep) + 1;
  const draw = () =>
    pixelCurve(
      explained.input,
      input,
      { kind, ranking: order, step: pixelsPerStep, baseline: RISE_BASELINES[kind] },
      async (images, count) => {
        const rows = await session.classify(images, count, signal);
        return rows.map((row) => probabilities(row, logits.activation)[explainedClass] as number);
      },
      (first, some) => emit({ total, first, probabilities: some }),
      signal,
    );
  const points = await session.using(draw);
  const note = ranking === 'map' ? tieNote(map) : null;
  return { auc: areaUnderCurve(points), step: pixelsPerStep, note };
}
