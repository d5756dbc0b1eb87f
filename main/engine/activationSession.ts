import type { CancelSignal } from '../../shared/job.ts';
import { elementCount } from '../../shared/tensor.ts';
import { writeBackbone, type Backbone } from './backbone.ts';
import { rowsOfRun } from './batchRows.ts';
import { throwIfCancelled } from './cancel.ts';
import { atLayer, inputDims, type Classifier } from './classifier.ts';
import { OUTPUTS, writeExplainer } from './explainer.ts';
import { splitHead, type Head } from './head.ts';
import { float32Constant } from './onnx/constant.ts';
import type { Model } from './onnx/ir.ts';
import { gradient } from './propagation/gradient.ts';
import { lift } from './propagation/lift.ts';
import type { Propagation } from './propagation/propagation.ts';
import { evaluateOnce } from './runtime/evaluate.ts';
import { finite, joined, joinedResults, repeat, splitRows } from './rows.ts';
import { floatData, floatValue, type Session, type SessionOptions, type Value } from './runtime/session.ts';
import { SharedSessions } from './runtime/sharedSessions.ts';

const PROPAGATIONS = { lift, gradient } as const;
export type PropagationId = keyof typeof PROPAGATIONS;

/** A backward pass through the head: by its name, or as it is where it has options. */
export type Backward = PropagationId | Propagation;

/** What can be run after the layer: the head itself, or an explainer of it. */
export type HeadPart = 'head' | Backward;

function propagationOf(backward: Backward): Propagation {
  return typeof backward === 'string' ? PROPAGATIONS[backward] : backward;
}

/** One image at one layer: the activation and what passes beside it. */
export interface ActivationPoint {
  /** A, row-major [C, H, W]. */
  readonly activation: Float32Array;
  /** Side tensors of the head, in its order, one image each. */
  readonly sides: readonly Float32Array[];
}

/** Memory that a point takes. */
export function pointBytes({ activation, sides }: ActivationPoint): number {
  return sides.reduce((sum, side) => sum + side.byteLength, activation.byteLength);
}

/** What the head explainer gives for one row. */
export interface ExplainerRow {
  readonly logits: Float32Array;
  /** Logits at the reference. */
  readonly base: Float32Array;
  /** Weights of the logits that were explained. */
  readonly seed: Float32Array;
  /** [C, H, W]: multipliers, derivatives or relevance; null when it was not asked for. */
  readonly multiplier: Float32Array | null;
  /** sum_ij of the contributions (m A, or the relevance), [C]. */
  readonly alpha: Float32Array;
  /** sum_k alpha_k A_k, [H, W]. */
  readonly signed: Float32Array;
  /** sum |contributions|. */
  readonly magnitude: number;
}

/**
 * A classifier opened at one layer: its backbone, head and head explainers as compiled sessions, each
 * made when it is first needed.
 */
export class ActivationSession {
  readonly head: Head;
  readonly #classifier: Classifier;
  readonly #sessions: SharedSessions;
  #writtenBackbone: Backbone | undefined;
  #runRows: { readonly backboneRows: number; readonly headRows: number } | undefined;

  /** @throws WorkbenchError 'layer-unknown' */
  constructor(classifier: Classifier, layer: string, options: SessionOptions) {
    this.#classifier = atLayer(classifier, layer);
    this.#sessions = new SharedSessions(options);
    this.head = splitHead(this.#classifier, layer);
  }

  /**
   * Compiles the backbone, and what is named of the head and its explainers, so that the first run takes no longer than
   * the next.
   */
  async prepare(...parts: readonly HeadPart[]): Promise<void> {
    await this.#compiledBackbone();
    for (const part of parts) await (part === 'head' ? this.#compiledHead() : this.#compiledExplainer(part));
  }

  /** Compiles a part of the head that {@link runPart} runs. @param name tells the parts apart */
  async preparePart(name: string, part: Model): Promise<void> {
    await this.#compiledPart(name, part);
  }

  #compiledPart(name: string, part: Model): Promise<Session> {
    return this.#sessions.get(`part ${name}`, () => part);
  }

  #compiledBackbone(): Promise<Session> {
    return this.#sessions.get('backbone', () => this.#backbone().model);
  }

  #compiledHead(): Promise<Session> {
    return this.#sessions.get('head', () => this.head.model);
  }

  #compiledExplainer(backward: Backward): Promise<Session> {
    return this.#sessions.get(propagationOf(backward).id, () => this.writeExplainer(backward));
  }

  /** Runs the classifier up to the layer. @param image the model's input tensor for one image */
  async forward(image: Float32Array): Promise<ActivationPoint> {
    const { activation, sides } = this.head;
    const results = await this.#runBackbone(image, 1);
    return {
      activation: finite(floatData(results[activation] as Value), `Layer '${activation}'`),
      sides: sides.map((name) => floatData(results[name] as Value)),
    };
  }

  /** An image of zeros, as the model takes it. */
  blankImage(): Float32Array {
    return new Float32Array(elementCount(inputDims(this.#classifier.input, 1)));
  }

  /**
   * Logits of images, through backbone and head: the backbone takes few of them at a time, the head, which mostly
   * reads weights, many.
   * @param images row-major [count, ...input] @param onRun told of how many the backbone has been run
   * @returns one row of logits per image
   * @throws WorkbenchError 'cancelled' between two runs
   */
  async classify(
    images: Float32Array,
    count: number,
    signal?: CancelSignal,
    onRun?: (images: number) => unknown,
  ): Promise<Float32Array[]> {
    const size = elementCount(inputDims(this.#classifier.input, 1));
    const { backboneRows, headRows } = this.#rowsOfRuns();
    const rows: Float32Array[] = [];
    for (let first = 0; first < count; first += headRows) {
      const last = Math.min(first + headRows, count);
      const activations: Record<string, Value>[] = [];
      for (let at = first; at < last; at += backboneRows) {
        throwIfCancelled(signal, 'Classifying');
        const to = Math.min(at + backboneRows, last);
        activations.push(await this.#runBackbone(images.subarray(at * size, to * size), to - at));
        onRun?.(to);
      }
      rows.push(...(await this.#runHead(joinedResults(activations), last - first)));
    }
    return rows;
  }

  async #runBackbone(images: Float32Array, count: number): Promise<Record<string, Value>> {
    const session = await this.#compiledBackbone();
    const { input } = this.#classifier;
    const feeds = { [input.name]: floatValue(inputDims(input, count), images) };
    return session.run(feeds, [this.head.activation, ...this.head.sides]);
  }

  /** How many images run together through backbone and head. */
  #rowsOfRuns(): { readonly backboneRows: number; readonly headRows: number } {
    return (this.#runRows ??= {
      backboneRows: this.#backbone().batchable
        ? rowsOfRun(this.#backbone().model.graph, this.#classifier.shapes)
        : 1,
      headRows:
        this.head.batchObstacle === null ? rowsOfRun(this.head.model.graph, this.head.walk.facts.shapes) : 1,
    });
  }

  /** Logits of activations that share an image: coalitions. @param activations row-major [count, C, H, W] */
  async logits(point: ActivationPoint, activations: Float32Array, count: number): Promise<Float32Array[]> {
    const size = elementCount(this.head.shape);
    const step = this.head.batchObstacle === null ? count : 1;
    const rows: Float32Array[] = [];
    for (let first = 0; first < count; first += step) {
      const some = activations.subarray(first * size, (first + step) * size);
      rows.push(...(await this.#runHead(this.#feeds(point.sides, some, step), step)));
    }
    return rows;
  }

  async #runHead(feeds: Record<string, Value>, count: number): Promise<Float32Array[]> {
    const session = await this.#compiledHead();
    const results = await session.run(feeds, [this.head.logits]);
    return splitRows(finite(floatData(results[this.head.logits] as Value), 'The logits'), count);
  }

  /**
   * Multipliers, alpha and map of several seeds on one image, in one run.
   * @param seeds weights of the logits, one row per explanation; a row of zeros means the top class
   */
  async explain(
    backward: Backward,
    point: ActivationPoint,
    seeds: readonly Float32Array[],
    withMultiplier: boolean,
  ): Promise<ExplainerRow[]> {
    const session = await this.#compiledExplainer(backward);
    const step = this.head.batchObstacle === null ? seeds.length : 1;
    const rows: ExplainerRow[] = [];
    for (let first = 0; first < seeds.length; first += step) {
      rows.push(
        ...(await this.#explainRows(session, point, seeds.slice(first, first + step), withMultiplier)),
      );
    }
    return rows;
  }

  async #explainRows(
    session: Session,
    point: ActivationPoint,
    seeds: readonly Float32Array[],
    withMultiplier: boolean,
  ): Promise<ExplainerRow[]> {
    const count = seeds.length;
    const { classes } = this.head;
    const feeds = this.#feeds(point.sides, repeat(point.activation, count), count);
    feeds[OUTPUTS.seed] = floatValue([count, classes], joined(seeds));
    const { seed: _, multiplier, ...small } = OUTPUTS;
    const results = await session.run(feeds, [
      ...Object.values(small),
      ...(withMultiplier ? [multiplier] : []),
    ]);
    const rowsOf = (name: string) => splitRows(floatData(results[name] as Value), count);
    const [logits, seed, alpha, signed] = [
      OUTPUTS.logits,
      OUTPUTS.usedSeed,
      OUTPUTS.alpha,
      OUTPUTS.signed,
    ].map(rowsOf) as [Float32Array[], Float32Array[], Float32Array[], Float32Array[]];
    const base = finite(floatData(results[OUTPUTS.base] as Value), 'The base value');
    const magnitude = finite(floatData(results[OUTPUTS.magnitude] as Value), 'The sum of contributions');
    const multipliers = withMultiplier ? rowsOf(multiplier) : undefined;
    return logits.map((row, index) => ({
      logits: finite(row, 'The row of logits'),
      base: base.length === classes ? base : base.subarray(index * classes, (index + 1) * classes),
      seed: seed[index] as Float32Array,
      multiplier: multipliers?.[index] ?? null,
      alpha: finite(alpha[index] as Float32Array, 'Alpha'),
      signed: finite(signed[index] as Float32Array, 'The map'),
      magnitude: magnitude[index] as number,
    }));
  }

  /**
   * Runs a part of the head on a batch that shares an image; it is compiled when it is first run.
   * @param name tells the parts apart @param inputs the part's inputs but for the tensors that pass beside A
   * @returns the values fetched, as rows of the batch laid one after another
   */
  async runPart(
    name: string,
    part: Model,
    point: ActivationPoint,
    inputs: Readonly<Record<string, Value>>,
    count: number,
    fetch: readonly string[],
  ): Promise<Float32Array[]> {
    const session = await this.#compiledPart(name, part);
    const feeds = { ...this.#sideFeeds(point.sides, count, session.inputs), ...inputs };
    const results = await session.run(feeds, fetch);
    return fetch.map((each) => finite(floatData(results[each] as Value), `Tensor '${each}'`));
  }

  /** The head explainer of this layer as a standard ONNX model. */
  writeExplainer(backward: Backward): Promise<Model> {
    const zeros = float32Constant([1, ...this.head.shape], new Float32Array(elementCount(this.head.shape)));
    return writeExplainer(this.head, propagationOf(backward), zeros, evaluateOnce);
  }

  #feeds(sides: readonly Float32Array[], activations: Float32Array, count: number): Record<string, Value> {
    return {
      ...this.#sideFeeds(sides, count, this.head.sides),
      [this.head.activation]: floatValue([count, ...this.head.shape], activations),
    };
  }

  /** The tensors beside A, those of them that are read. */
  #sideFeeds(sides: readonly Float32Array[], count: number, read: readonly string[]): Record<string, Value> {
    const feeds: Record<string, Value> = {};
    for (const [index, name] of this.head.sides.entries()) {
      if (!read.includes(name)) continue;
      const dims = this.#classifier.shapes.get(name) ?? [];
      feeds[name] = floatValue([count, ...dims.slice(1)], repeat(sides[index] as Float32Array, count));
    }
    return feeds;
  }

  /** The graph up to the layer; written once, as many batches of images may ask whether it takes them. */
  #backbone(): Backbone {
    return (this.#writtenBackbone ??= writeBackbone(this.#classifier, this.head));
  }

  /** Does some work with the session, which is not released before the work is done. */
  using<T>(work: () => Promise<T>): Promise<T> {
    return this.#sessions.using(work);
  }

  /** Gives up the opener's use of the session; its memory goes back when the last user is done. */
  release(): Promise<void> {
    return this.#sessions.release();
  }
}
