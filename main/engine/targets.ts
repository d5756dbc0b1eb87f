import { WorkbenchError } from '../../shared/errors.ts';
import type { ClassScore, ClassSelector, Prediction, Target, TargetSelector } from '../../shared/result.ts';
import type { Logits } from './passes/logits.ts';

/** Class probabilities from logits: softmax, or one sigmoid a class where the model ends in one. */
export function probabilities(logits: Float32Array, activation: Logits['activation']): Float32Array {
  if (activation === 'sigmoid') return logits.map((logit) => 1 / (1 + Math.exp(-logit)));
  // Plain loops: the array methods that take functions would cost a fifth of the run of a small head.
  let top = -Infinity;
  for (const logit of logits) if (logit > top) top = logit;
  const powers = new Float64Array(logits.length);
  let sum = 0;
  for (let index = 0; index < logits.length; index += 1) {
    const power = Math.exp((logits[index] as number) - top);
    powers[index] = power;
    sum += power;
  }
  const shares = new Float32Array(logits.length);
  for (let index = 0; index < logits.length; index += 1) shares[index] = (powers[index] as number) / sum;
  return shares;
}

/** The `count` classes of the largest logits, best first; equal logits keep the order of the classes. */
function topClasses(logits: Float32Array, count: number): number[] {
  const top: number[] = [];
  for (let index = 0; index < logits.length; index += 1) {
    const logit = logits[index] as number;
    let place = top.length;
    while (place > 0 && logit > (logits[top[place - 1] as number] as number)) place -= 1;
    if (place >= count) continue;
    top.splice(place, 0, index);
    if (top.length > count) top.pop();
  }
  return top;
}

/** Scores of the classes in one prediction. */
export class Scores {
  readonly logits: Float32Array;
  readonly #probabilities: Float32Array;
  readonly #labels: readonly string[];

  constructor(logits: Float32Array, activation: Logits['activation'], labels: readonly string[]) {
    this.logits = logits;
    this.#probabilities = probabilities(logits, activation);
    this.#labels = labels;
  }

  probability(index: number): number {
    return this.#probabilities[index] as number;
  }

  of(index: number): ClassScore {
    return {
      index,
      label: this.#labels[index] ?? String(index),
      logit: this.logits[index] as number,
      probability: this.probability(index),
    };
  }

  /** @param count how many classes the prediction lists */
  prediction(count = 5): Prediction {
    return { logits: this.logits, top: topClasses(this.logits, count).map((index) => this.of(index)) };
  }

  /** @throws WorkbenchError 'class-unknown' */
  resolve(selector: TargetSelector): Target {
    const explained = this.of(this.#index(selector.class));
    const versus = selector.versus ? this.of(this.#index(selector.versus)) : null;
    if (versus?.index === explained.index) {
      throw new WorkbenchError(
        'class-unknown',
        `Class '${versus.label}' cannot be held against itself. Choose two classes.`,
      );
    }
    return { class: explained, versus };
  }

  #index(selector: ClassSelector): number {
    const index =
      'rank' in selector ? topClasses(this.logits, selector.rank)[selector.rank - 1] : selector.index;
    if (index !== undefined && index < this.logits.length) return index;
    const asked = 'rank' in selector ? `rank ${String(selector.rank)}` : `class ${String(selector.index)}`;
    throw new WorkbenchError(
      'class-unknown',
      `The model has ${String(this.logits.length)} classes; there is no ${asked}.`,
    );
  }
}

/** Weights of the logits that a target stands for: +1 on its class, -1 on the one it is held against. */
export function seedOf(target: Target, classes: number): Float32Array {
  return seedOfIndices(target.class.index, target.versus?.index, classes);
}

/**
 * The seed of a target that needs no prediction to be known: classes named by index, or the top class alone, which a
 * row of zeros stands for. Null for any other.
 */
export function seedWithoutRanking(target: TargetSelector, classes: number): Float32Array | null {
  const { class: explained, versus } = target;
  if ('index' in explained && (versus === undefined || 'index' in versus)) {
    return seedOfIndices(explained.index, versus?.index, classes);
  }
  return 'rank' in explained && explained.rank === 1 && versus === undefined
    ? new Float32Array(classes)
    : null;
}

function seedOfIndices(index: number, versus: number | undefined, classes: number): Float32Array {
  const seed = new Float32Array(classes);
  seed[index] = 1;
  if (versus !== undefined) seed[versus] = -1;
  return seed;
}

/** The explained score: the seed's weighted sum of logits. */
export function scoreOf(seed: Float32Array, logits: Float32Array): number {
  let score = 0;
  for (let index = 0; index < seed.length; index += 1) {
    const weight = seed[index] as number;
    if (weight !== 0) score += weight * (logits[index] as number);
  }
  return score;
}
