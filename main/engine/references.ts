import type { Builder } from './onnx/builder.ts';
import type { Constant } from './onnx/constant.ts';
import { producersOf, type Node } from './onnx/ir.ts';
import { dependents } from './passes/dependence.ts';
import { extract } from './passes/extract.ts';
import type { Evaluate } from './passes/specialise.ts';
import type { Head } from './head.ts';

const SUFFIX = '/reference';

/** Operators that broadcast one image against a batch by themselves, where the batch has an axis of its own. */
const BROADCASTING = new Set([
  'Add',
  'Sub',
  'Mul',
  'Div',
  'Pow',
  'Max',
  'Min',
  'Sum',
  'Mean',
  'Where',
  'MatMul',
]);

/**
 * The reference pass: the head run on a reference activation (all zeros for LIFT-CAM), beside the true
 * one. Tensors that depend on nothing else become constants of the graph, of one image; those that also
 * depend on side tensors, and so on the image, are computed in it.
 */
export class References {
  readonly #head: Head;
  readonly #builder: Builder;
  readonly #value: Constant;
  readonly #fromSides: ReadonlySet<string>;
  readonly #producers: ReadonlyMap<string, Node>;
  readonly #wanted = new Set<string>();
  readonly #cloned = new Set<Node>();
  readonly #repeated = new Map<string, string>();
  #batch: string | undefined;

  /** @param value the reference activation, [1, C, H, W] */
  constructor(head: Head, builder: Builder, value: Constant) {
    this.#head = head;
    this.#builder = builder;
    this.#value = value;
    this.#fromSides = dependents(head.model.graph, head.sides);
    this.#producers = producersOf(head.model.graph);
    builder.define(head.activation + SUFFIX, value);
  }

  /** Name of a forward tensor's value in the reference pass; it broadcasts against the forward one. */
  of(tensor: string): string {
    const { facts } = this.#head.walk;
    if (!facts.varying.has(tensor)) return tensor;
    if (this.#fromSides.has(tensor)) {
      this.#clone(this.#producers.get(tensor) as Node);
      return tensor + SUFFIX;
    }
    if (tensor !== this.#head.activation) this.#wanted.add(tensor);
    const axis = facts.axes.get(tensor);
    const isMerged = axis !== undefined && facts.shapes.get(tensor)?.[axis] !== 1;
    return isMerged ? this.#repeat(tensor, axis) : tensor + SUFFIX;
  }

  #clone(node: Node): void {
    if (this.#cloned.has(node)) return;
    this.#cloned.add(node);
    const inputs = node.inputs.map((input) => (input === '' ? '' : this.#inputOf(node, input)));
    const outputs = node.outputs.map((output) => (output === '' ? '' : output + SUFFIX));
    this.#builder.append({ ...node, name: node.name + SUFFIX, inputs, outputs });
  }

  /** An input of a cloned node; where the node would not broadcast it, as many images as the batch has. */
  #inputOf(node: Node, input: string): string {
    const { axes, varying } = this.#head.walk.facts;
    const axis = axes.get(input);
    const isOneImage = varying.has(input) && !this.#fromSides.has(input);
    const reference = this.of(input);
    return isOneImage && axis !== undefined && !BROADCASTING.has(node.op)
      ? this.#repeat(input, axis)
      : reference;
  }

  /** The reference of one image repeated for every image of the batch, which is outermost within its axis. */
  #repeat(tensor: string, axis: number): string {
    const known = this.#repeated.get(tensor);
    if (known !== undefined) return known;
    const rank = this.#head.walk.facts.shapes.get(tensor)?.length ?? 0;
    const ones = (count: number) => this.#builder.ints(Array.from({ length: count }, () => 1));
    const parts = [
      ...(axis > 0 ? [ones(axis)] : []),
      this.#batchSize(),
      ...(axis < rank - 1 ? [ones(rank - 1 - axis)] : []),
    ];
    const repeats = parts.length === 1 ? this.#batchSize() : this.#builder.node('Concat', parts, { axis: 0 });
    const repeated = this.#builder.node('Tile', [tensor + SUFFIX, repeats]);
    this.#repeated.set(tensor, repeated);
    return repeated;
  }

  /** Number of images in the batch, as a vector of one. */
  #batchSize(): string {
    const builder = this.#builder;
    this.#batch ??= builder.node('Slice', [
      builder.node('Shape', [this.#head.activation]),
      builder.ints([0]),
      builder.ints([1]),
    ]);
    return this.#batch;
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
