import type {
  Explanation,
  Placement,
  Prediction,
  SaliencyMap,
  Target,
  TargetSelector,
} from '../../shared/result.ts';
import { displayRange } from '../../shared/figure/range.ts';
import type { CancelSignal } from '../../shared/job.ts';
import type { ActivationPoint, ActivationSession } from './activationSession.ts';
import { throwIfCancelled } from './cancel.ts';
import { completeness } from './completeness.ts';
import type { MethodChoice } from './methodChoice.ts';
import type { ImageContext, MethodResult, OnProgress } from './methods/method.ts';
import type { OpenModel } from './model/openModel.ts';
import { prepareMethod } from './prepareMethod.ts';
import { Scores, scoreOf, seedOf, seedWithoutRanking } from './targets.ts';

/** An image to be explained. */
export interface ImagePoint {
  /** The model's input tensor. */
  readonly tensor: Float32Array;
  /** Image id, or null for a bare tensor. */
  readonly image: string | null;
  readonly placement: Placement | null;
  readonly decodeMilliseconds: number;
}

/** An explanation, with what is needed to ask it further. */
export interface Explained {
  readonly explanation: Omit<Explanation, 'id'>;
  readonly model: OpenModel;
  readonly point: ActivationPoint;
  readonly input: Float32Array;
  /** Weights of the logits that were explained. */
  readonly seed: Float32Array;
}

/** Who waits for an explanation. */
export interface Following {
  /** Told as soon as the logits are known. */
  readonly onPrediction?: (prediction: Prediction) => void;
  /** Told how far a slow method has come. */
  readonly onProgress?: OnProgress;
  /** Ends a slow method. */
  readonly signal?: CancelSignal | undefined;
}

/** The image's activation at a layer, and the time it took. */
export interface Forward {
  readonly point: ActivationPoint;
  readonly milliseconds: number;
}

/** Runs the classifier up to the layer. Compiling it, which happens once, is not counted. */
export async function runForward(session: ActivationSession, tensor: Float32Array): Promise<Forward> {
  await session.prepare();
  const start = performance.now();
  const point = await session.forward(tensor);
  return { point, milliseconds: performance.now() - start };
}

/** Class scores by the head alone. */
async function predict(model: OpenModel, session: ActivationSession, { point }: Forward): Promise<Scores> {
  const [logits] = (await session.logits(point, point.activation, 1)) as [Float32Array];
  return scoresOf(model, logits);
}

function scoresOf({ classifier, card }: OpenModel, logits: Float32Array): Scores {
  return new Scores(logits, classifier.logits.activation, card.labels);
}

/**
 * Explains targets of one image at one layer. The top class and classes named by index take one pass
 * through the head, where the method takes one backward pass; other ranks and slower methods have the prediction first.
 * Compiling what the method runs, which happens once, is not counted. Where the method is refused, the prediction is told
 * before the refusal is thrown.
 * @param following who waits for it
 * @throws WorkbenchError 'class-unknown', 'value-not-finite', 'cancelled', 'operator-unsupported', 'input-invalid'
 */
export async function explain(
  model: OpenModel,
  session: ActivationSession,
  choice: MethodChoice,
  image: ImagePoint,
  forward: Forward,
  targets: readonly TargetSelector[],
  following: Following = {},
): Promise<Explained[]> {
  const { method, params } = choice;
  const { signal, onPrediction, onProgress } = following;
  const context: ImageContext = { tensor: image.tensor, classifier: model.classifier, signal, onProgress };
  const { classes } = session.head;
  let start: number;
  let results: MethodResult[] | null = null;
  let scores: Scores;
  try {
    await prepareMethod(session, choice);
    throwIfCancelled(signal, 'Explaining');
    start = performance.now();
    const known = targets.map((target) => seedWithoutRanking(target, classes));
    const goesBack = method.parts(session.head, params).some((part) => part !== 'head');
    if (goesBack && known.every((seed) => seed !== null)) {
      results = await method.run(session, forward.point, known, context, params);
      scores = scoresOf(model, (results[0] as MethodResult).logits);
    } else {
      scores = await predict(model, session, forward);
    }
  } catch (error) {
    if (onPrediction && !signal?.aborted) {
      // Where the logits cannot be had either, the reason that is thrown stands for both.
      const had = await predict(model, session, forward).catch(() => null);
      if (had) onPrediction(had.prediction());
    }
    throw error;
  }
  const prediction = scores.prediction();
  onPrediction?.(prediction);
  const resolved = targets.map((target) => scores.resolve(target));
  results ??= await method.run(
    session,
    forward.point,
    resolved.map((target) => seedOf(target, classes)),
    context,
    params,
  );
  const milliseconds = {
    decode: image.decodeMilliseconds,
    forward: forward.milliseconds,
    explain: forward.milliseconds + performance.now() - start,
  };
  return results.map((result, index) => ({
    explanation: {
      ...describe(model, session, choice, result, forward.point),
      image: image.image,
      placement: image.placement,
      target: resolved[index] as Target,
      prediction,
      milliseconds,
    },
    model,
    point: forward.point,
    input: image.tensor,
    seed: result.seed,
  }));
}

/** Above this many times the difference, the contributions are mostly cancelled by each other. */
const MUCH_CANCELLATION = 100;

function describe(
  model: OpenModel,
  session: ActivationSession,
  { method, params }: MethodChoice,
  result: MethodResult,
  point: ActivationPoint,
): Omit<Explanation, 'id' | 'image' | 'placement' | 'target' | 'prediction' | 'milliseconds'> {
  const { head } = session;
  const [channels, height, width] = head.shape;
  const base = scoreOf(result.seed, result.base);
  const score = scoreOf(result.seed, result.logits);
  const held =
    result.magnitude === null
      ? null
      : completeness(result.alpha ?? result.signed, score - base, result.magnitude);
  const map: SaliencyMap = {
    height,
    width,
    signed: result.signed,
    relu: result.signed.map((value) => Math.max(0, value)),
  };
  const { quality } = displayRange(map, false);
  const warnings = [...(result.warnings ?? []), ...(quality.kind === 'ok' ? [] : [quality.advice])];
  const cancellation = held?.cancellation ?? null;
  if (cancellation !== null && cancellation > MUCH_CANCELLATION) {
    warnings.push(
      `The contributions add up to ${cancellation.toPrecision(3)} times the difference they explain: each weight is a small remainder of large terms.`,
    );
  }
  return {
    model: model.card.id,
    layer: head.activation,
    layerShape: [channels, height, width],
    method: method.id,
    params,
    alpha: result.alpha,
    map,
    activation: point.activation,
    base,
    score,
    residual: held?.residual ?? null,
    accurate: held?.accurate ?? null,
    cancellation,
    exact: result.exact ?? (head.affine && method.properties.exactOnAffineHeads),
    note: result.note ?? null,
    provider: model.card.provider,
    warnings,
  };
}
