import { WorkbenchError } from '../../shared/errors.ts';
import type { Evaluate } from './passes/specialise.ts';
import { Builder } from './onnx/builder.ts';
import { DataType, type Constant, type FloatType } from './onnx/constant.ts';
import type { Model, ValueInfo } from './onnx/ir.ts';
import type { Propagation } from './propagation/propagation.ts';
import { BATCH, type Head } from './head.ts';
import { References } from './references.ts';
import { walkBackward } from './walk.ts';

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
  /** [N, C, H, W]: multipliers, or derivatives. */
  multiplier: 'explainer/multiplier',
  /** [N, C]: sum_ij m_kij (A - A0)_kij. */
  alpha: 'explainer/alpha',
  /** [N, 1, H, W]: sum_k alpha_k A_k. */
  signed: 'explainer/signed',
  /** [N]: sum |m (A - A0)|, what the cancellation is measured by. */
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
  if (head.obstacle !== null) {
    throw new WorkbenchError('operator-unsupported', `No explanation here: ${head.obstacle}.`);
  }
  const floatType = reference.dtype as FloatType;
  const builder = new Builder(head.model.graph, floatType);
  const references = new References(head, builder, reference);
  const reshaped = (name: string) => builder.node('Reshape', [name, builder.ints([-1, head.classes])]);

  builder.setPrefix('explainer');
  rename(builder, reshaped(head.logits), OUTPUTS.logits);
  rename(builder, reshaped(references.of(head.logits)), OUTPUTS.base);
  rename(builder, seedOrTopClass(builder, head.classes), OUTPUTS.usedSeed);

  const logitsDims = head.walk.facts.shapes.get(head.logits) as readonly number[];
  const seed = builder.node('Reshape', [OUTPUTS.usedSeed, builder.ints([-1, ...logitsDims.slice(1)])]);
  const multiplier = walkBackward(head.walk, builder, propagation, seed, (tensor) => references.of(tensor));
  builder.setPrefix('explainer');
  rename(builder, multiplier, OUTPUTS.multiplier);
  writeSums(builder, head, references.of(head.activation));
  await references.settle(evaluate);

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

function rename(builder: Builder, from: string, to: string): void {
  builder.append({
    op: 'Identity',
    domain: '',
    name: to,
    inputs: [from],
    outputs: [to],
    attributes: new Map(),
    metadata: new Map(),
  });
}

/** The seed, or where a row of it is zero the one-hot row of the largest logit. */
function seedOrTopClass(builder: Builder, classes: number): string {
  const top = builder.node('ArgMax', [OUTPUTS.logits], { axis: 1, keepdims: 1 });
  const index = builder.node('Cast', [top], { to: DataType.int32 });
  const positions = builder.constant(
    {
      dtype: DataType.int32,
      dims: [1, classes],
      bytes: new Uint8Array(Int32Array.from({ length: classes }, (_, i) => i).buffer),
    },
    'positions',
  );
  const oneHot = builder.node('Cast', [builder.node('Equal', [index, positions])], { to: builder.floatType });
  const extent = builder.node('ReduceMax', [builder.node('Abs', [OUTPUTS.seed]), builder.ints([1])], {
    keepdims: 1,
  });
  const isGiven = builder.node('Greater', [extent, builder.scalar(0)]);
  return builder.node('Where', [isGiven, OUTPUTS.seed, oneHot]);
}

/** alpha_k = sum_ij m (A - A0), the map sum_k alpha_k A_k, and sum |m (A - A0)|. */
function writeSums(builder: Builder, head: Head, reference: string): void {
  const [channels, height, width] = head.shape;
  const difference = builder.node('Sub', [head.activation, reference]);
  const contributions = builder.node('Mul', [OUTPUTS.multiplier, difference]);
  rename(
    builder,
    builder.node('ReduceSum', [contributions, builder.ints([2, 3])], { keepdims: 0 }),
    OUTPUTS.alpha,
  );
  rename(
    builder,
    builder.node('ReduceSum', [builder.node('Abs', [contributions]), builder.ints([1, 2, 3])], {
      keepdims: 0,
    }),
    OUTPUTS.magnitude,
  );
  const row = builder.node('Reshape', [OUTPUTS.alpha, builder.ints([-1, 1, channels])]);
  const planes = builder.node('Reshape', [head.activation, builder.ints([-1, channels, height * width])]);
  const flat = builder.node('MatMul', [row, planes]);
  rename(builder, builder.node('Reshape', [flat, builder.ints([-1, 1, height, width])]), OUTPUTS.signed);
}
