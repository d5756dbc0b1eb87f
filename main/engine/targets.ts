import { WorkbenchError } from '../../shared/errors.ts';
import type { ClassScore, ClassSelector, Prediction, Target, TargetSelector } from '../../shared/result.ts';
import type { Logits } from './passes/logits.ts';

/** Class probabilities from logits: softmax, or one sigmoid a class where the model ends in one. */
export function probabilities(logits: Float32Array, activation: Logits['activation']): Float32Array {
  if (activation === 'sigmoid') return logits.map((logit) => 1 / (1 + Math.exp(-logit)));
  const top = logits.reduce((most, logit) => Math.max(most, logit), -Infinity);
  const powers = Float64Array.from(logits, (logit) => Math.exp(logit - top));
  const sum = powers.reduce((total, power) => total + power, 0);
  return Float32Array.from(powers, (power) => power / sum);
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
  const seed = new Float32Array(classes);
  seed[target.class.index] = 1;
  if (target.versus) seed[target.versus.index] = -1;
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
