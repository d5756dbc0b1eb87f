import type { Evaluate } from './passes/specialise.ts';
import { Builder, makeNode } from './onnx/builder.ts';
import type { Constant, FloatType } from './onnx/constant.ts';
import type { Model, ValueInfo } from './onnx/ir.ts';
import type { Propagation } from './propagation/propagation.ts';
import { BATCH, type Head } from './head.ts';
import { HeadExplainer } from './headExplainer.ts';

/** Names of the explainer's tensors, beside the activation and the sides of the head. */
export const OUTPUTS = {
  /** Input [N, classes]: weights of the logits that are explained; a row of zeros means the top class. */
  seed: 'seed',
  /** [N, classes], before softmax. */
  logits: 'explainer/logits',
  /** [1 or N, classes]: the logits at the reference. */
  base: 'explainer/base',
  /** [N, classes]: the seed as it was used. */
  usedSeed: 'explainer/seed',
  /** [N, C, H, W]: multipliers, derivatives or relevance. */
  multiplier: 'explainer/multiplier',
  /** [N, C]: sum_ij of the contributions m_kij (A - A0)_kij, or of the relevance. */
  alpha: 'explainer/alpha',
  /** [N, 1, H, W]: sum_k alpha_k A_k. */
  signed: 'explainer/signed',
  /** [N]: sum |contributions|, what the cancellation is measured by. */
  magnitude: 'explainer/magnitude',
} as const;

/**
 * Writes the head explainer: (activation, sides, seed) -> logits, multipliers, alpha and map, for any
 * batch of rows, as a standard ONNX model.
 * @param reference the activation [1, C, H, W] that stands for 'nothing there'
 * @throws WorkbenchError 'operator-unsupported' naming operator, version and node
 */
export async function writeExplainer(
  head: Head,
  propagation: Propagation,
  reference: Constant,
  evaluate: Evaluate,
): Promise<Model> {
  const floatType = reference.dtype as FloatType;
  const builder = new Builder(head.model.graph, floatType);
  const explainer = new HeadExplainer(head, builder, reference, OUTPUTS.seed);
  const { logits, base, seed } = explainer;
  const multiplier = explainer.multipliers(propagation);
  const contributions =
    propagation.sends === 'relevance'
      ? multiplier
      : builder.node('Mul', [multiplier, explainer.difference()]);
  const alpha = builder.node('ReduceSum', [contributions, builder.ints([2, 3])], { keepdims: 0 });
  const absolute = builder.node('Abs', [contributions]);
  const magnitude = builder.node('ReduceSum', [absolute, builder.ints([1, 2, 3])], { keepdims: 0 });
  const signed = explainer.weightedMap(alpha);
  const results = { logits, base, usedSeed: seed, multiplier, alpha, signed, magnitude };
  for (const [key, tensor] of Object.entries(results)) {
    builder.append(makeNode('Identity', [tensor], [OUTPUTS[key as keyof typeof results]]));
  }
  await explainer.settle(evaluate);

  const dynamic = (name: string, ...dims: (number | string)[]): ValueInfo => ({
    name,
    dtype: floatType,
    dims,
  });
  const [channels, height, width] = head.shape;
  const graph = builder.graph(
    'head explainer',
    [...head.model.graph.inputs, dynamic(OUTPUTS.seed, BATCH, head.classes)],
    [
      dynamic(OUTPUTS.logits, BATCH, head.classes),
      { name: OUTPUTS.base, dtype: floatType, dims: null },
      dynamic(OUTPUTS.usedSeed, BATCH, head.classes),
      dynamic(OUTPUTS.multiplier, BATCH, channels, height, width),
      dynamic(OUTPUTS.alpha, BATCH, channels),
      dynamic(OUTPUTS.signed, BATCH, 1, height, width),
      dynamic(OUTPUTS.magnitude, BATCH),
    ],
  );
  return { ...head.model, producer: 'LIFT-CAM Workbench', metadata: new Map(), graph };
}
