import { WorkbenchError } from '../../shared/errors.ts';
import type { Head } from './head.ts';
import type { Builder } from './onnx/builder.ts';
import type { Constant } from './onnx/constant.ts';
import type { Evaluate } from './passes/specialise.ts';
import type { Propagation } from './propagation/propagation.ts';
import { References } from './references.ts';
import { walkBackward } from './walk.ts';

/**
 * Writes what explains a head into the graph that holds it: logits, the seed as it is used, multipliers of any
 * propagation, sums over contributions. Every function returns the name of a tensor.
 */
export class HeadExplainer {
  readonly builder: Builder;
  /** [N, classes], before softmax. */
  readonly logits: string;
  /** [1 or N, classes]: the logits at the reference. */
  readonly base: string;
  /** [N, classes]: the weights of the logits that are explained. */
  readonly seed: string;
  readonly #head: Head;
  readonly #references: References;

  /**
   * @param builder holds the head, and a tensor `seed` [N, classes] of which a row of zeros means the top class
   * @param reference the activation [1, C, H, W] that stands for 'nothing there'
   * @throws WorkbenchError 'operator-unsupported' naming operator, version and node
   */
  constructor(head: Head, builder: Builder, reference: Constant, seed: string) {
    if (head.obstacle !== null) {
      throw new WorkbenchError('operator-unsupported', `No explanation here: ${head.obstacle}.`);
    }
    this.#head = head;
    this.builder = builder;
    this.#references = new References(head, builder, reference);
    builder.setPrefix('explainer');
    this.logits = this.#perClass(head.logits);
    this.base = this.#perClass(this.#references.of(head.logits));
    this.seed = this.#orTopClass(seed);
  }

  #perClass(tensor: string): string {
    return this.builder.node('Reshape', [tensor, this.builder.ints([-1, this.#head.classes])]);
  }

  /** The seed, or where a row of it is zero the one-hot row of the largest logit. */
  #orTopClass(seed: string): string {
    const { builder } = this;
    const { classes } = this.#head;
    const top = builder.node('ArgMax', [this.logits], { axis: 1, keepdims: 1 });
    const each = builder.ints(Array.from({ length: classes }, (_, index) => index));
    const isTop = builder.node('Equal', [top, each]);
    const oneHot = builder.node('Where', [isTop, builder.scalar(1), builder.scalar(0)]);
    const extent = builder.node('ReduceMax', [builder.node('Abs', [seed]), builder.ints([1])], {
      keepdims: 1,
    });
    const isGiven = builder.node('Greater', [extent, builder.scalar(0)]);
    return builder.node('Where', [isGiven, seed, oneHot]);
  }

  /** [N, C, H, W]: multipliers, derivatives or relevance of the seed's logits. */
  multipliers(propagation: Propagation): string {
    const { builder } = this;
    const { walk, logits } = this.#head;
    const dims = walk.facts.shapes.get(logits) as readonly number[];
    // Relevance starts as the explained logit itself, a derivative as 1.
    const start =
      propagation.sends === 'relevance' ? builder.node('Mul', [this.seed, this.logits]) : this.seed;
    const seed = builder.node('Reshape', [start, builder.ints([-1, ...dims.slice(1)])]);
    const result = walkBackward(walk, builder, propagation, seed, (tensor) => this.#references.of(tensor));
    builder.setPrefix('explainer');
    return result;
  }

  /** A - A0, [N, C, H, W]. */
  difference(): string {
    const { activation } = this.#head;
    return this.builder.node('Sub', [activation, this.#references.of(activation)]);
  }

  /** sum_k alpha_k A_k, [N, 1, H, W]. @param alpha [N, C] */
  weightedMap(alpha: string): string {
    const { builder } = this;
    const [channels, height, width] = this.#head.shape;
    const row = builder.node('Reshape', [alpha, builder.ints([-1, 1, channels])]);
    const planes = builder.node('Reshape', [
      this.#head.activation,
      builder.ints([-1, channels, height * width]),
    ]);
    return builder.node('Reshape', [
      builder.node('MatMul', [row, planes]),
      builder.ints([-1, 1, height, width]),
    ]);
  }

  /** Computes the reference pass; the last thing that is done. */
  settle(evaluate: Evaluate): Promise<void> {
    return this.#references.settle(evaluate);
  }
}
