import { elementCount } from '../../../shared/tensor.ts';
import { batchRows } from '../batchRows.ts';
import { BATCH, type Head } from '../head.ts';
import { DataType } from '../onnx/constant.ts';
import type { Graph, Model, ValueInfo } from '../onnx/ir.ts';
import { extract } from '../passes/extract.ts';
import { findCuts, layerCut, type Cut } from './cuts.ts';
import { multiplications } from './multiplications.ts';
import { logitsReadout, rowReadout, type Readout } from './readout.ts';
import type { Stage } from './stage.ts';

/** How coalitions run through a head: what is run once for all of them, and what each of them costs. */
export interface CoalitionPlan {
  /** From the activation to the cuts; null where the activation itself is the only one. */
  readonly before: Stage | null;
  /** From the cuts to what the scores are read from. */
  readonly after: Stage;
  readonly readout: Readout;
}

/** Memory that the parts U of all channels may take, in numbers of float32. */
const MOST_PARTS = 2 ** 26;
/** A number of a sum is worth its parts where it would take this many multiplications: adding is done one by one. */
const LEAST_MULTIPLICATIONS = 256;
/** Multiplications of one run: below 100 ms on two cores, so that a cancel is heard within a quarter of a second. */
const RUN_MULTIPLICATIONS = 3e9;

/**
 * Plans the coalitions of a head.
 * @param count how many are to be run: for a few, the parts of all channels would not pay
 * @param withLogits whether all logits are wanted, not just scores
 */
export function planCoalitions(head: Head, count: number, withLogits: boolean): CoalitionPlan {
  const readout = (withLogits ? null : rowReadout(head)) ?? logitsReadout(head);
  const [channels] = head.shape;
  const { walk } = head;
  const small = (size: number) => size * channels <= MOST_PARTS;
  const apart = () => findCuts(walk, channels, () => false);
  const summed = count > 2 * channels ? findCuts(walk, channels, small) : [];
  const sums = summed.filter(({ kind }) => kind === 'sum');
  const numbers = sums.reduce((sum, { dims }) => sum + elementCount(dims), 0);
  const pays =
    numbers > 0 && numbers * channels <= MOST_PARTS && saved(head, summed) >= LEAST_MULTIPLICATIONS * numbers;
  return pays ? plan(head, 'sum', summed, readout) : plan(head, 'apart', apart(), readout);
}

/** Multiplications before the cuts. */
function saved(head: Head, cuts: readonly Cut[]): number {
  return multiplications(graphBefore(head, cuts), head.walk.facts.shapes);
}

function plan(head: Head, kind: Cut['kind'], cuts: readonly Cut[], wanted: Readout): CoalitionPlan {
  const before = graphBefore(head, cuts);
  const behind = new Set([
    ...cuts.map(({ name }) => name),
    ...before.nodes.flatMap(({ outputs }) => outputs),
  ]);
  const readout = behind.has(wanted.tensor) ? logitsReadout(head) : wanted;
  const after = extract(head.model.graph, [...cuts.map(inputOf), ...sidesOf(head)], [output(readout.tensor)]);
  return {
    before: before.nodes.length === 0 ? null : stage(head, `before ${kind}`, before, [layerCut(head.walk)]),
    after: stage(head, `after ${kind}, ${readout.tensor}`, after, cuts),
    readout,
  };
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
  if (batchObstacle !== null) return 1;
  const { shapes } = walk.facts;
  const cost = Math.max(1, multiplications(graph, shapes));
  return Math.max(1, Math.min(batchRows(graph, shapes), Math.floor(RUN_MULTIPLICATIONS / cost)));
}
