import { intAttribute, intsAttribute, type Graph, type Node } from '../onnx/ir.ts';
import { elementCount } from '../../../shared/tensor.ts';
import { followAxis } from './batchAxes.ts';
import { channelAxisAfter } from './channelAxes.ts';
import { isPointwise } from './pointwise.ts';
import { positionsTaken } from './positionsTaken.ts';
import { reshapedBack } from './reshapedBack.ts';
import type { Shapes } from './specialise.ts';

/** Tokens along an axis of a tensor: the patches of an image row by row, perhaps with class tokens around them. */
export interface TokenGrid {
  readonly axis: number;
  readonly height: number;
  readonly width: number;
  /** Tokens before the patches: class, distillation and register tokens. */
  readonly before: number;
}

/** Axes along which the rows and the columns of an image lie. */
interface Places {
  readonly rows: number;
  readonly columns: number;
}

/**
 * Which axes of a graph's tensors hold channels, and which hold the patches of the image as tokens. Patches are followed from
 * where an image is flattened through everything that leaves each token to itself, and back to an image.
 */
export class Layouts {
  readonly #graph: Graph;
  readonly #shapes: Shapes;
  readonly #again: ReadonlyMap<string, string>;
  readonly #channels = new Map<string, number>();
  /** Of tensors whose channels are split or not known. */
  readonly #places = new Map<string, Places>();
  readonly #grids = new Map<string, TokenGrid>();
  readonly #tokenAxes = new Map<string, number>();

  constructor(graph: Graph, shapes: Shapes) {
    this.#graph = graph;
    this.#shapes = shapes;
    this.#again = reshapedBack(graph, shapes);
    for (const node of graph.nodes) this.#follow(node);
  }

  /** Axis of the channels in a tensor with spatial axes. */
  channelAxis(tensor: string): number | undefined {
    return this.#channels.get(tensor);
  }

  /** The grid that the graph shows in the tokens of a tensor. */
  grid(tensor: string): TokenGrid | undefined {
    return this.#grids.get(tensor);
  }

  /** Whether the tokens of an input are those of the output, where both have a grid. */
  keepsTokens(node: Node, input: string): boolean {
    const [from, to] = [this.grid(input), this.grid(node.outputs[0] ?? '')];
    return from !== undefined && to !== undefined && this.#axisAfter(node, input, from.axis) === to.axis;
  }

  #follow(node: Node): void {
    const places = this.#placesAfter(node);
    const channels =
      channelAxisAfter(node, this.#shapes, this.#channels) ??
      this.#channels.get(this.#again.get(node.outputs[0] ?? '') ?? '') ??
      this.#channelsBeside(node, places);
    const source = node.inputs.find((name) => this.#grids.has(name));
    const grid = source === undefined ? this.#flattened(node) : this.#moved(node, source);
    for (const output of node.outputs) {
      if (output === '') continue;
      if (channels !== undefined) this.#channels.set(output, channels);
      else if (places) this.#places.set(output, places);
      if (!grid) continue;
      this.#grids.set(output, grid);
      this.#tokenAxes.set(output, grid.axis);
    }
  }

  #dims(name: string): readonly number[] {
    return this.#shapes.get(name) ?? this.#graph.constants.get(name)?.dims ?? [];
  }

  /** [.., H, W, ..] becomes [.., H W, ..]. */
  #flattened(node: Node): TokenGrid | undefined {
    const [input = ''] = node.inputs;
    const places = this.#placesOf(input);
    if (node.op !== 'Reshape' || places?.columns !== (places?.rows ?? 0) + 1) return undefined;
    const [height, width] = this.#dims(input).slice(places.rows) as [number, number];
    const axis = this.#axisReshaped(node, places.rows, (size) => size === height * width);
    return axis === undefined || height * width === 1 ? undefined : { axis, height, width, before: 0 };
  }

  /** Where a Reshape or a Transpose takes rows and columns, of which it may leave every second or so (patch merging). */
  #placesAfter(node: Node): Places | undefined {
    const [input = ''] = node.inputs;
    if (node.op === 'Transpose') {
      const [places, order] = [this.#placesOf(input), intsAttribute(node, 'perm') ?? []];
      return places && { rows: order.indexOf(places.rows), columns: order.indexOf(places.columns) };
    }
    if (node.op !== 'Reshape') return undefined;
    const grid = this.#grids.get(input);
    if (grid) {
      const rows = this.#axisReshaped(node, grid.axis, (size) => size === grid.height);
      const isSplit = rows !== undefined && this.#dims(node.outputs[0] ?? '')[rows + 1] === grid.width;
      return isSplit ? { rows, columns: rows + 1 } : undefined;
    }
    const places = this.#placesOf(input);
    if (!places) return undefined;
    const split = (axis: number) =>
      this.#axisReshaped(node, axis, (size) => size > 1 && (this.#dims(input)[axis] as number) % size === 0);
    const [rows, columns] = [split(places.rows), split(places.columns)];
    return rows === undefined || columns === undefined ? undefined : { rows, columns };
  }

  #placesOf(tensor: string): Places | undefined {
    const channels = this.#channels.get(tensor);
    if (this.#dims(tensor).length !== 4 || (channels !== 1 && channels !== 3))
      return this.#places.get(tensor);
    return channels === 1 ? { rows: 2, columns: 3 } : { rows: 1, columns: 2 };
  }

  /** The axis that an image [1, H, W, C] or [1, C, H, W] has beside its rows and columns. */
  #channelsBeside(node: Node, places: Places | undefined): number | undefined {
    const dims = this.#dims(node.outputs[0] ?? '');
    if (dims.length !== 4 || dims[0] !== 1 || places?.columns !== (places?.rows ?? 0) + 1) return undefined;
    return places.rows === 1 ? 3 : places.rows === 2 ? 1 : undefined;
  }

  /** Axis of a Reshape's output, of a size that fits, that lies where `axis` of its input does. */
  #axisReshaped(node: Node, axis: number, fits: (size: number) => boolean): number | undefined {
    const outside = elementCount(this.#dims(node.inputs[0] ?? '').slice(0, axis));
    const to = this.#dims(node.outputs[0] ?? '');
    const found = to.findIndex((size, each) => fits(size) && elementCount(to.slice(0, each)) === outside);
    return found < 0 ? undefined : found;
  }

  /** The grid of a node's output, which follows from that of an input. */
  #moved(node: Node, source: string): TokenGrid | undefined {
    const grid = this.#grids.get(source) as TokenGrid;
    const axis = this.#axisAfter(node, source, grid.axis);
    const tokens = this.#dims(node.outputs[0] ?? '')[axis ?? -1];
    if (axis === undefined || tokens === undefined) return undefined;
    const taken = this.#taken(node, source, grid.axis);
    if (taken) {
      const before = taken.indexOf(grid.before);
      const patches = taken.slice(before, before + grid.height * grid.width);
      const isWhole = patches.every((position, patch) => position === grid.before + patch);
      return before >= 0 && isWhole ? { ...grid, axis, before } : undefined;
    }
    if (node.op === 'Concat')
      return { ...grid, axis, before: grid.before + this.#joinedBefore(node, source, axis) };
    return tokens === this.#dims(source)[grid.axis] ? { ...grid, axis } : undefined;
  }

  #taken(node: Node, source: string, axis: number): number[] | undefined {
    return positionsTaken(node, this.#graph, this.#dims(source), axis);
  }

  /** Axis of the tokens behind a node that leaves each to itself. */
  #axisAfter(node: Node, source: string, axis: number): number | undefined {
    const [before, after] = [this.#dims(source).length, this.#dims(node.outputs[0] ?? '').length];
    if (isPointwise(node)) return axis + after - before;
    if (node.op === 'Concat' || node.op === 'Slice') return axis;
    // The rows of the first factor stay.
    if (node.op === 'MatMul') return source === node.inputs[0] && axis === before - 2 ? after - 2 : undefined;
    if (node.op === 'Reshape')
      return this.#axisReshaped(node, axis, (size) => size === this.#dims(source)[axis]);
    if (this.#taken(node, source, axis)) return before === after ? axis : undefined;
    const dims = (name: string) => this.#dims(name);
    return followAxis(node, { graph: this.#graph, shapes: this.#shapes, axes: this.#tokenAxes, dims })?.axis;
  }

  /** How many tokens a Concat puts before those of one of its inputs. */
  #joinedBefore(node: Node, source: string, axis: number): number {
    const rank = this.#dims(source).length;
    if (node.op !== 'Concat' || (intAttribute(node, 'axis', 0) + rank) % rank !== axis) return 0;
    const others = node.inputs.slice(0, node.inputs.indexOf(source));
    return others.reduce((sum, name) => sum + (this.#dims(name)[axis] as number), 0);
  }
}
