import type { Explanation } from '../../../shared/result.ts';

/** A small consistent explanation: three channels of 1 × 2, alpha 1, 2 and -0.5. */
export function explanation(changes: Partial<Explanation> = {}): Explanation {
  const score = { index: 7, label: 'cock', logit: 3, probability: 0.6 };
  return {
    id: 'first',
    model: 'model',
    image: 'folder/photo.png',
    layer: 'conv',
    layerShape: [3, 1, 2],
    method: 'lift-cam',
    params: {},
    target: { class: score, versus: null },
    prediction: { logits: Float32Array.of(3), top: [score] },
    alpha: Float32Array.of(1, 2, -0.5),
    map: { height: 1, width: 2, signed: Float32Array.of(1, 1.5), relu: Float32Array.of(1, 1.5) },
    activation: Float32Array.of(1, 0, 0, 1, 0, 1),
    base: 0.5,
    score: 3,
    residual: 0,
    accurate: true,
    cancellation: 1,
    exact: true,
    placement: null,
    note: null,
    provider: 'cpu',
    milliseconds: { decode: 1, forward: 1, explain: 1 },
    warnings: [],
    ...changes,
  };
}
