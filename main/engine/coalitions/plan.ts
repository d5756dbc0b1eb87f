import { elementCount } from '../../../shared/tensor.ts';
import { rowsOfRun } from '../batchRows.ts';
import { BATCH, type Head } from '../head.ts';
import { DataType } from '../onnx/constant.ts';
import type { Graph, Model, ValueInfo } from '../onnx/ir.ts';
import { multiplications } from '../multiplications.ts';
import { extract } from '../passes/extract.ts';
import { writeProducts, type ChannelProduct } from './channelProduct.ts';
import { findCuts, layerCut, type Cut, type SumCut } from './cuts.ts';
import type { PartsPlan } from './parts.ts';
import { logitsReadout, rowReadout, type Readout } from './readout.ts';
import type { Stage } from './stage.ts';

/** How coalitions run through a head: what is run once for all of them, and what each of them costs. */
export interface CoalitionPlan {
  /** From the activation to the cuts; null where the activation itself is the only one. */
  readonly before: Stage | null;
  /** How the parts of the cuts that are sums are found; null where none is. */
  readonly parts: PartsPlan | null;
  /** From the cuts to what the scores are read from. */
  readonly after: Stage;
  readonly readout: Readout;
}

/** Memory that the parts U of all channels may take, in numbers of float32. */
const MOST_PARTS = 2 ** 26;
/** A number of a sum is worth its parts where it would take this many multiplications: adding is done one by one. */
const LEAST_MULTIPLICATIONS = 256;
/** Parts that one product gives for all channels pay from so many coalitions on. */
const FEW = 8;

/** By how many coalitions are to be run. */
const plans = new WeakMap<Head, Map<number, CoalitionPlan>>();

/**
 * Plans the coalitions of a head, each number of them once.
 * @param count how many are to be run: for a few, the parts of all channels would not pay
 */
export function planCoalitions(head: Head, count: number): CoalitionPlan {
  const known = plans.get(head) ?? new Map<number, CoalitionPlan>();
  plans.set(head, known);
  const found = known.get(count) ?? newPlan(head, count);
  known.set(count, found);
  return found;
}

function newPlan(head: Head, count: number): CoalitionPlan {
  const readout = rowReadout(head) ?? logitsReadout(head);
  const [channels] = head.shape;
  const summed = findCuts(head.walk, channels, (size) => size * channels <= MOST_PARTS);
  const sums = summed.filter((cut) => cut.kind === 'sum');
  const product = sharedProduct(sums);
  const numbers = sums.reduce((sum, { dims }) => sum + elementCount(dims), 0);
  const pays =
    numbers > 0 &&
    numbers * channels <= MOST_PARTS &&
    saved(head, summed) >= LEAST_MULTIPLICATIONS * numbers &&
    count > (product ? FEW : 2 * channels);
  if (pays) return plan(head, summed, sums, product, readout);
  const apart = findCuts(head.walk, channels, () => false);
  return plan(head, apart, [], undefined, readout);
}

/** Multiplications before the cuts. */
function saved(head: Head, cuts: readonly Cut[]): number {
  return multiplications(graphBefore(head, cuts), head.walk.facts.shapes);
}

/** The product that all sums follow from. */
function sharedProduct(sums: readonly SumCut[]): ChannelProduct | undefined {
  const [first] = sums;
  return sums.every(({ product }) => product?.output === first?.product?.output) ? first?.product : undefined;
}

function plan(
  head: Head,
  cuts: readonly Cut[],
  sums: readonly SumCut[],
  product: ChannelProduct | undefined,
  wanted: Readout,
): CoalitionPlan {
  const kind = sums.length > 0 ? 'sum' : 'apart';
  const before = graphBefore(head, cuts);
  const behind = new Set([
    ...cuts.map(({ name }) => name),
    ...before.nodes.flatMap(({ outputs }) => outputs),
  ]);
  const readout = behind.has(wanted.tensor) ? logitsReadout(head) : wanted;
  const after = extract(head.model.graph, [...cuts.map(inputOf), ...sidesOf(head)], [output(readout.tensor)]);
  const wantedBefore = product ? withOutputs(before, [product.input.name, product.output]) : before;
  return {
    before:
      before.nodes.length === 0 ? null : stage(head, `before ${kind}`, wantedBefore, [layerCut(head.walk)]),
    parts: sums.length === 0 ? null : planParts(head, before, sums, product),
    after: stage(head, `after ${kind}, ${readout.tensor}`, after, cuts),
    readout,
  };
}

function planParts(
  head: Head,
  before: Graph,
  sums: readonly SumCut[],
  product: ChannelProduct | undefined,
): PartsPlan {
  const names = sums.map(({ name }) => name);
  if (!product) {
    const graph = extract(before, before.inputs, names.map(output));
    return { product: null, stage: stage(head, 'alone', graph, [layerCut(head.walk)]) };
  }
  const products = {
    id: `product ${product.output}`,
    of: product,
    model: writeProducts(head, product, head.shape[0]),
  };
  if (names.every((name) => name === product.output)) return { product: products, stage: null };
  const entry: Cut = {
    name: product.output,
    dims: head.walk.facts.shapes.get(product.output) ?? [],
    kind: 'sum',
    product,
  };
  const graph = extract(before, [inputOf(entry), ...sidesOf(head)], names.map(output));
  return { product: products, stage: stage(head, 'alone, from the product', graph, [entry]) };
}

/** A graph that gives more of its tensors. */
function withOutputs(graph: Graph, names: readonly string[]): Graph {
  const known = new Set(graph.outputs.map(({ name }) => name));
  return { ...graph, outputs: [...graph.outputs, ...names.filter((name) => !known.has(name)).map(output)] };
}

function stage(head: Head, id: string, graph: Graph, cuts: readonly Cut[]): Stage {
  return {
    id,
    model: modelOf(head, graph),
    cuts,
    outputs: graph.outputs.map(({ name }) => name),
    rows: rowsOf(head, graph),
  };
}

/** From the activation, and the tensors beside it, to the cuts. */
function graphBefore({ model, activation }: Head, cuts: readonly Cut[]): Graph {
  const names = cuts.map(({ name }) => name).filter((name) => name !== activation);
  return extract(model.graph, model.graph.inputs, names.map(output));
}

function sidesOf({ model, activation }: Head): ValueInfo[] {
  return model.graph.inputs.filter(({ name }) => name !== activation);
}

function inputOf({ name, dims }: Cut): ValueInfo {
  return { name, dtype: DataType.float32, dims: [dims[0] === 1 ? BATCH : null, ...dims.slice(1)] };
}

function output(name: string): ValueInfo {
  return { name, dtype: DataType.float32, dims: null };
}

/** A graph as a model, fed with what it reads. */
function modelOf({ model }: Head, graph: Graph): Model {
  const read = new Set(graph.nodes.flatMap(({ inputs }) => inputs));
  return { ...model, graph: { ...graph, inputs: graph.inputs.filter(({ name }) => read.has(name)) } };
}

/** How many coalitions run together. */
function rowsOf({ batchObstacle, walk }: Head, graph: Graph): number {
  return batchObstacle === null ? rowsOfRun(graph, walk.facts.shapes) : 1;
}
