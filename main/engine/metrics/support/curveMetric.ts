import * as z from 'zod';
import type { Measurement } from '../../../../shared/measurement.ts';
import type { MetricSubject } from '../metric.ts';
import { baselineParam, type Baseline } from './baseline.ts';
import { classScores, scoreName, scoreParam, type ScoreType } from './classScores.ts';
import { explanationMap, tieNote } from './explanationMap.ts';
import { MAP_PROTOCOL } from './maskedScores.ts';
import { areaUnderCurve, pixelCurve, type CurveKind } from './pixelCurve.ts';
import { rankByValue } from './ranking.ts';

export function curveParams(baseline: Baseline) {
  return z.strictObject({
    step: z.int().min(0).max(65536).default(0).meta({
      title: 'Step',
      description: "Pixels changed at a time; 0 stands for RISE's step, the width of the input.",
    }),
    baseline: baselineParam(baseline),
    score: scoreParam,
  });
}

/** The area under the curve of one kind, pixels ranked by the map. */
export async function measureCurve(
  kind: CurveKind,
  subject: MetricSubject,
  { step, baseline, score }: { step: number; baseline: Baseline; score: ScoreType },
): Promise<Measurement> {
  const { image, map, classifier, signal } = subject;
  const { input } = classifier;
  const explanation = explanationMap(map, input.height, input.width);
  const pixelsPerStep = step === 0 ? input.width : step;
  const points = await pixelCurve(
    image,
    input,
    { kind, ranking: rankByValue(explanation), step: pixelsPerStep, baseline },
    (images, count) => classScores(subject, images, count, score),
    () => undefined,
    signal,
  );
  return {
    value: areaUnderCurve(points),
    parts: { points },
    protocol: {
      map: MAP_PROTOCOL,
      score: scoreName(subject, score),
      ranking: 'descending, ties by row-major index',
      step: pixelsPerStep,
      baseline,
    },
    note: tieNote(explanation),
  };
}
