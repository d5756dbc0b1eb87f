import type { Builder } from './onnx/builder.ts';
import type { Constant } from './onnx/constant.ts';
import { producersOf, type Node } from './onnx/ir.ts';
import { dependents } from './passes/dependence.ts';
import { extract } from './passes/extract.ts';
import type { Evaluate } from './passes/specialise.ts';
import type { Head } from './head.ts';

const SUFFIX = '/reference';

/**
 * The reference pass: the head run on a reference activation (all zeros for LIFT-CAM), beside the true
 * one. Tensors that depend on nothing else become constants of the graph; those that also depend on
 * side tensors, and so on the image, are computed in it.
 */
export class References {
  readonly #head: Head;
  readonly #builder: Builder;
  readonly #value: Constant;
  readonly #fromSides: ReadonlySet<string>;
  readonly #producers: ReadonlyMap<string, Node>;
  readonly #wanted = new Set<string>();
  readonly #cloned = new Set<Node>();

  /** @param value the reference activation, [1, C, H, W] */
  constructor(head: Head, builder: Builder, value: Constant) {
    this.#head = head;
    this.#builder = builder;
    this.#value = value;
    this.#fromSides = dependents(head.model.graph, head.sides);
    this.#producers = producersOf(head.model.graph);
    builder.define(head.activation + SUFFIX, value);
  }

  /** Name of a forward tensor's value in the reference pass. */
  of(tensor: string): string {
    if (!this.#head.facts.varying.has(tensor)) return tensor;
    if (tensor === this.#head.activation) return tensor + SUFFIX;
    if (this.#fromSides.has(tensor)) this.#clone(this.#producers.get(tensor) as Node);
    else this.#wanted.add(tensor);
    return tensor + SUFFIX;
  }

  #clone(node: Node): void {
    if (this.#cloned.has(node)) return;
    this.#cloned.add(node);
    const inputs = node.inputs.map((input) => (input === '' ? '' : this.of(input)));
    const outputs = node.outputs.map((output) => (output === '' ? '' : output + SUFFIX));
    this.#builder.append({ ...node, name: node.name + SUFFIX, inputs, outputs });
  }

  /** Computes the reference tensors that were asked for and puts them into the graph as constants. */
  async settle(evaluate: Evaluate): Promise<void> {
    const { model, activation } = this.#head;
    const names = [...this.#wanted];
    const activationInput = model.graph.inputs.filter((input) => input.name === activation);
    const outputs = names.map((name) => ({ name, dtype: 0, dims: null }));
    const graph = extract(model.graph, activationInput, outputs);
    const values = await evaluate({ ...model, graph }, new Map([[activation, this.#value]]), names);
    for (const [name, value] of values) this.#builder.define(name + SUFFIX, value);
  }
}
