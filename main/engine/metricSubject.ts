import { rectified } from '../../shared/figure/channelMap.ts';
import type { CancelSignal } from '../../shared/job.ts';
import type { SaliencyMap } from '../../shared/result.ts';
import type { Classifier } from './classifier.ts';
import type { Explained } from './explain.ts';
import { methodOf } from './methods/index.ts';
import type { Method } from './methods/method.ts';
import type { Box, HeldCompleteness, MetricSubject } from './metrics/metric.ts';

/**
 * What metrics are told of an explanation.
 * @param boxes ground truth of the explained class on the model's input; null where there is none
 */
export function metricSubject(
  { explanation, model, input: image, seed }: Explained,
  boxes: readonly Box[] | null,
  signal: CancelSignal,
): MetricSubject {
  const { layer, params, map, target } = explanation;
  const method = methodOf(explanation.method);
  const session = model.layer(layer);
  async function explain(tensor: Float32Array, classifier: Classifier): Promise<SaliencyMap> {
    const own = classifier === model.classifier ? session : model.variant(classifier, layer);
    try {
      const point = await own.forward(tensor);
      const [result] = await method.run(own, point, [seed], { tensor, classifier, signal }, params);
      const signed = result?.signed ?? new Float32Array(map.signed.length);
      return { height: map.height, width: map.width, signed, relu: rectified(signed) };
    } finally {
      if (own !== session) await own.release();
    }
  }
  return {
    image,
    classifier: model.classifier,
    classIndex: target.class.index,
    map,
    completeness: completenessOf(explanation, method),
    boxes,
    classify: (images, count) => session.classify(images, count, signal),
    explain,
    signal,
  };
}

function completenessOf(
  { residual, accurate, cancellation, score, base, alpha }: Explained['explanation'],
  { contributions }: Method,
): HeldCompleteness | null {
  if (residual === null || contributions === undefined) return null;
  const sumOf = alpha === null ? 'the map' : 'alpha';
  return {
    residual,
    accurate: accurate ?? false,
    cancellation,
    difference: score - base,
    sumOf,
    contributions,
  };
}
