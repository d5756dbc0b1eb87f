import type { EngineJobs } from '../../shared/api.ts';
import type { CancelSignal, Emit } from '../../shared/job.ts';
import type { Explained } from './explain.ts';
import { explanationMap, tiedShare } from './metrics/explanationMap.ts';
import { areaUnderCurve, pixelCurve } from './metrics/pixelCurve.ts';
import { randomRanking, rankByValue } from './metrics/ranking.ts';
import { probabilities } from './targets.ts';

type CurveJob = EngineJobs['curve'];

/** Above this share of pixels of one value, the order of ties shapes the curve. */
const MANY_TIES = 0.2;

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
      { kind, ranking: order, step: pixelsPerStep },
      async (images, count) => {
        const rows = await session.classify(images, count);
        return rows.map((row) => probabilities(row, logits.activation)[explainedClass] as number);
      },
      (first, some) => emit({ total, first, probabilities: some }),
      signal,
    );
  const points = await session.using(draw);
  const tied = ranking === 'map' ? tiedShare(map) : 0;
  const note =
    tied > MANY_TIES
      ? `${(100 * tied).toFixed(0)}% of the map has one value: there the order of pixels, not the map, decides.`
      : null;
  return { auc: areaUnderCurve(points), step: pixelsPerStep, note };
}
