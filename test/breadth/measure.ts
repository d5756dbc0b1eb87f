import { readFileSync, statSync } from 'node:fs';
import { benchmark } from '../../main/engine/benchmark.ts';
import type { ActivationSession, ExplainerRow } from '../../main/engine/activationSession.ts';
import { inputDims } from '../../main/engine/classifier.ts';
import { completeness } from '../../main/engine/completeness.ts';
import { chooseMethod } from '../../main/engine/methodChoice.ts';
import { openModel, type OpenModel } from '../../main/engine/model/openModel.ts';
import { openRawForward } from '../../main/engine/runtime/rawForward.ts';
import { scoreOf } from '../../main/engine/targets.ts';
import type { Facts, Measured, Reference } from './row.ts';

const THREADS = 1;
const RUNS = 5;
const OPTIONS = { provider: 'cpu', threads: THREADS } as const;
/** How close a reference activation's channel sums must come to count as the same tensor. */
const SAME_TENSOR = 1e-3;

/**
 * Opens a model at its default layer and explains its top class.
 * @param stem path of the model without '.onnx'
 */
export async function measure(stem: string, facts: Facts): Promise<Measured> {
  const file = `${stem}.onnx`;
  const start = performance.now();
  const model = await openModel(file, { provider: 'cpu', statuses: [] }, THREADS);
  const openMilliseconds = performance.now() - start;
  const { card } = model;
  try {
    const session = model.layer();
    const image = readImage(`${stem}.input.bin`, inputDims(card.input, 1));
    const point = await session.forward(image);
    const seeds = [new Float32Array(session.head.classes)];
    const [lift] = (await session.explain('lift', point, seeds, true)) as [ExplainerRow];
    const [gradient] = (await session.explain('gradient', point, seeds, true)) as [ExplainerRow];
    const base = scoreOf(lift.seed, lift.base);
    const difference = scoreOf(lift.seed, lift.logits) - base;
    const { residual, accurate, cancellation } = completeness(lift.alpha, difference, lift.magnitude);
    return {
      megabytes: statSync(file).size / 1e6,
      layers: card.layers.length,
      explainable: card.layers.filter((layer) => layer.obstacle === null).length,
      obstacles: [...new Set(card.layers.flatMap(({ obstacle }) => obstacle ?? []))],
      layer: session.head.activation,
      reason: card.defaultReason,
      shape: [...session.head.shape],
      cut: session.head.sides.length === 0,
      head: session.head.affine ? 'affine' : 'non-linear',
      batch: session.head.batchObstacle === null,
      difference,
      residual,
      relativeResidual: Math.abs(residual) / Math.abs(difference),
      accurate,
      cancellation,
      openMilliseconds,
      ...compare(facts.reference, session, point.activation, lift, gradient),
      ...(await timings(model, session, file, image)),
    };
  } finally {
    model.release();
  }
}

async function timings(
  model: OpenModel,
  session: ActivationSession,
  file: string,
  image: Float32Array,
): Promise<Pick<Measured, 'forwardMilliseconds' | 'explainMilliseconds'>> {
  const { input } = model.card;
  const raw = await openRawForward(
    file,
    { name: input.name, dims: inputDims(input, 1), data: image },
    OPTIONS,
  );
  try {
    const { times } = await benchmark({
      model,
      session,
      method: chooseMethod('lift-cam'),
      raw,
      tensor: image,
      warmUps: 1,
      runs: RUNS,
      onRound: () => undefined,
    });
    return { forwardMilliseconds: times.forward, explainMilliseconds: times.explain };
  } finally {
    await raw.release();
  }
}

/** What PyTorch computed in float64, beside what the explainer gave in float32. */
function compare(
  reference: Reference | undefined,
  session: ActivationSession,
  activation: Float32Array,
  lift: ExplainerRow,
  gradient: ExplainerRow,
): Pick<Measured, 'logitsError' | 'gradientCosine' | 'liftCosine'> {
  if (!reference) return { logitsError: null, gradientCosine: null, liftCosine: null };
  const logitsError = relativeError(lift.logits, reference.logits);
  const [channels, height, width] = session.head.shape;
  const sums = channelSums(activation, channels);
  const layer = reference.layers
    .filter(
      ({ shape, activation: theirs }) =>
        shape.join() === [channels, height, width].join() && relativeError(sums, theirs) < SAME_TENSOR,
    )
    .at(-1);
  const isSameClass = lift.seed[reference.class] === 1;
  if (!layer || !isSameClass) return { logitsError, gradientCosine: null, liftCosine: null };
  return {
    logitsError,
    gradientCosine: cosine(channelSums(gradient.multiplier ?? new Float32Array(), channels), layer.gradient),
    liftCosine: session.head.affine ? cosine(lift.alpha, layer.product) : null,
  };
}

function channelSums(values: Float32Array, channels: number): Float64Array {
  const size = values.length / channels;
  return Float64Array.from({ length: channels }, (_, channel) => {
    let sum = 0;
    for (let index = channel * size; index < (channel + 1) * size; index += 1) sum += values[index] as number;
    return sum;
  });
}

function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [dot, squareA, squareB] = [0, 0, 0];
  for (let index = 0; index < b.length; index += 1) {
    const [x, y] = [a[index] as number, b[index] as number];
    dot += x * y;
    squareA += x * x;
    squareB += y * y;
  }
  return dot / Math.sqrt(squareA * squareB);
}

/** Largest difference over the largest magnitude. */
function relativeError(got: ArrayLike<number>, expected: ArrayLike<number>): number {
  let [difference, magnitude] = [0, 0];
  for (let index = 0; index < expected.length; index += 1) {
    difference = Math.max(difference, Math.abs((got[index] as number) - (expected[index] as number)));
    magnitude = Math.max(magnitude, Math.abs(expected[index] as number));
  }
  return difference / magnitude;
}

function readImage(file: string, dims: readonly number[]): Float32Array {
  const bytes = readFileSync(file);
  const count = dims.reduce((product, dim) => product * dim, 1);
  if (bytes.length !== 4 * count) {
    throw new Error(
      `The model takes [${dims.join(', ')}], but ${file} holds ${String(bytes.length / 4)} numbers.`,
    );
  }
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}
