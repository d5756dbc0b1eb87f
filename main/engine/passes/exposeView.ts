import { Builder, makeNode, type AttributeInit } from '../onnx/builder.ts';
import type { Graph, Node } from '../onnx/ir.ts';
import type { Shapes } from './specialise.ts';
import type { View } from './views.ts';

export interface Exposed {
  readonly graph: Graph;
  readonly shapes: Shapes;
}

/**
 * Writes a view into the graph: its source is rearranged to [1, C, H, W] and back, class tokens pass beside. What the
 * model computes stays the same.
 * @param name the view's name, which its tensor gets
 */
export function exposeView(graph: Graph, shapes: Shapes, name: string, view: View): Exposed {
  const index = graph.nodes.findIndex((node) => node.outputs.includes(view.source));
  const producer = graph.nodes[index] as Node;
  const writer = new Writer(shapes, name, producer);
  const back = view.form === 'tokens' ? writer.tokens(view, name) : writer.channelsLast(view, name);
  const added = writer.graph(back);
  const renamed = (node: Node): Node => ({
    ...node,
    inputs: node.inputs.map((input) => (input === view.source ? back : input)),
  });
  return {
    graph: {
      ...graph,
      nodes: [
        ...graph.nodes.slice(0, index + 1),
        ...added.nodes,
        ...graph.nodes.slice(index + 1).map(renamed),
      ],
      constants: new Map([...graph.constants, ...added.constants]),
    },
    shapes: writer.shapes,
  };
}

/** Appends nodes that carry their producer's name and module, and notes the shapes of what they write. */
class Writer {
  readonly shapes: Map<string, readonly number[]>;
  readonly #builder = new Builder({ nodes: [], constants: new Map(), inputs: [] });
  readonly #producer: Node;

  constructor(shapes: Shapes, prefix: string, producer: Node) {
    this.shapes = new Map(shapes);
    this.#producer = producer;
    this.#builder.setPrefix(prefix);
  }

  /** [1, H, W, C] -> [1, C, H, W] -> [1, H, W, C]. */
  channelsLast({ source, shape: [channels, height, width] }: View, name: string): string {
    this.#write('Transpose', [source], [1, channels, height, width], { perm: [0, 3, 1, 2] }, name);
    return this.#write('Transpose', [name], [1, height, width, channels], { perm: [0, 2, 3, 1] });
  }

  /** [1, T, C] or [1, C, T] -> the patches of it as [1, C, H, W] -> the tokens again. */
  tokens(
    { source, shape: [channels, height, width], channelAxis, before, after }: View,
    name: string,
  ): string {
    const axis = 3 - channelAxis;
    const patches = height * width;
    const byToken = [1, patches, channels];
    const byChannel = [1, channels, patches];
    const isAlone = before === 0 && after === 0;
    let tokens = isAlone ? source : this.#part(source, axis, before, patches);
    if (channelAxis === 2) tokens = this.#write('Transpose', [tokens], byChannel, { perm: [0, 2, 1] });
    this.#reshape(tokens, [1, channels, height, width], name);
    let back = this.#reshape(name, byChannel);
    if (channelAxis === 2) back = this.#write('Transpose', [back], byToken, { perm: [0, 2, 1] });
    if (isAlone) return back;
    const parts = [
      ...(before > 0 ? [this.#part(source, axis, 0, before)] : []),
      back,
      ...(after > 0 ? [this.#part(source, axis, before + patches, after)] : []),
    ];
    return this.#write('Concat', parts, this.shapes.get(source) ?? [], { axis });
  }

  #part(source: string, axis: number, first: number, count: number): string {
    const dims = (this.shapes.get(source) ?? []).map((dim, each) => (each === axis ? count : dim));
    const limits = [[first], [first + count], [axis]].map((values) => this.#builder.ints(values));
    return this.#write('Slice', [source, ...limits], dims);
  }

  #reshape(x: string, dims: readonly number[], output?: string): string {
    return this.#write('Reshape', [x, this.#builder.ints(dims)], dims, {}, output);
  }

  #write(
    op: string,
    inputs: readonly string[],
    dims: readonly number[],
    attributes: Readonly<Record<string, AttributeInit>> = {},
    output = this.#builder.name(op),
  ): string {
    const { name, metadata } = this.#producer;
    this.#builder.append({ ...makeNode(op, inputs, [output], attributes), name, metadata });
    this.shapes.set(output, dims);
    return output;
  }

  /** What was written, as far as an output needs it. */
  graph(output: string): Graph {
    return this.#builder.graph('', [], [{ name: output, dtype: 0, dims: null }]);
  }
}
