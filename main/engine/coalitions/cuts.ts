import { elementCount } from '../../../shared/tensor.ts';
import type { Node } from '../onnx/ir.ts';
import { isPointwise } from '../passes/pointwise.ts';
import { ruleAt, nodesOnPath, type Walk } from '../walk.ts';
import { channelProduct, type ChannelProduct } from './channelProduct.ts';
import { keepsChannelsApart, type ChannelLayout } from './channelLayout.ts';

/**
 * A tensor T of the head that follows from each channel of the layer on its own:
 * - `apart`: each element from one channel, T(S) = T(A) there if it is present, T(0) if it is absent;
 * - `sum`: T(S) = T(0) + sum_{k in S} U_k, with U_k = T(A with k alone) - T(0).
 */
export type Cut = ApartCut | SumCut;

interface Tensor {
  readonly name: string;
  readonly dims: readonly number[];
}

export interface ApartCut extends Tensor {
  readonly kind: 'apart';
  readonly layout: ChannelLayout;
}

export interface SumCut extends Tensor {
  readonly kind: 'sum';
  /** What it follows from by linear steps, where that is one product in which channels lie apart. */
  readonly product: ChannelProduct | undefined;
}

/** The layer itself, where every coalition can enter. */
export function layerCut({ input: name, facts: { shapes } }: Walk): Cut {
  const dims = shapes.get(name) ?? [];
  return { name, dims, kind: 'apart', layout: { outer: 1, inner: elementCount(dims.slice(2)) } };
}

/**
 * The tensors where a coalition can enter the head: what lies before them is linear or keeps channels apart, and is run
 * once for all coalitions.
 * @param maySum whether the parts U of a tensor of so many numbers are worth their memory; never makes all cuts `apart`
 */
export function findCuts(walk: Walk, channels: number, maySum: (size: number) => boolean): Cut[] {
  const layer = layerCut(walk);
  const known = new Map([[layer.name, layer]]);
  const cuts = new Set<Cut>();
  for (const node of nodesOnPath(walk)) {
    const varying = [...new Set(node.inputs.filter((name) => walk.facts.varying.has(name)))];
    const before = varying.flatMap((name) => known.get(name) ?? []);
    const after = before.length === varying.length ? follow(node, before, walk, channels, maySum) : undefined;
    for (const cut of after ?? []) known.set(cut.name, cut);
    if (!after) for (const cut of before) cuts.add(cut);
  }
  return [...cuts];
}

/** What a node's outputs are, if they follow from each channel on its own; undefined where they do not. */
function follow(
  node: Node,
  before: readonly Cut[],
  walk: Walk,
  channels: number,
  maySum: (size: number) => boolean,
): Cut[] | undefined {
  const { shapes, axes } = walk.facts;
  const outputs = node.outputs.filter((name) => walk.facts.varying.has(name));
  // With the batch on another axis, rows would not lie one after another; and something must be left to run.
  if (outputs.some((name) => axes.get(name) !== 0 || name === walk.output)) return undefined;
  const layout = outputs.length === 1 ? layoutAfter(node, before, walk, channels) : undefined;
  if (layout) {
    const name = outputs[0] as string;
    return [{ name, dims: shapes.get(name) ?? [], kind: 'apart', layout }];
  }
  if (!isAffine(node, before, walk)) return undefined;
  const [first] = before.length === 1 ? before : [];
  const product = first?.kind === 'sum' ? first.product : first && channelProduct(node, first, walk.graph);
  const sums = outputs.map((name): Cut => ({ name, dims: shapes.get(name) ?? [], kind: 'sum', product }));
  return sums.every(({ dims }) => maySum(elementCount(dims))) ? sums : undefined;
}

function layoutAfter(
  node: Node,
  before: readonly Cut[],
  { graph, facts }: Walk,
  channels: number,
): ChannelLayout | undefined {
  const layouts = before.map((cut) =>
    cut.kind === 'apart'
      ? keepsChannelsApart(node, cut.name, cut.layout, { graph, shapes: facts.shapes, channels })
      : undefined,
  );
  const [first] = layouts;
  const alike = layouts.every((each) => each?.inner === first?.inner && each?.outer === first?.outer);
  // Of several tensors only those of one shape meet element by element.
  const sameShape = before.every(({ dims }) => String(dims) === String(before[0]?.dims));
  return alike && (before.length === 1 || (isPointwise(node) && sameShape)) ? first : undefined;
}

function isAffine(node: Node, before: readonly Cut[], walk: Walk): boolean {
  const rule = ruleAt(node, walk);
  if ('obstacle' in rule) return false;
  if (rule.kind !== 'bilinear') return rule.kind === 'linear';
  return node.inputs.filter((name) => name === before[0]?.name).length === 1 && before.length === 1;
}
