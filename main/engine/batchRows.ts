import { totalmem } from 'node:os';
import { elementCount } from '../../shared/tensor.ts';
import { multiplications } from './multiplications.ts';
import type { Graph } from './onnx/ir.ts';
import type { Shapes } from './passes/specialise.ts';

/** Memory that a batch may take: a share of the machine's, the same in every run on it. */
const BUDGET = Math.min(256 * 2 ** 20, totalmem() / 32);
/** An operator's input and output, and as much again for its working space. */
const TENSORS_ALIVE = 3;
/** Beyond this many rows a batch gains nothing. */
const MOST_ROWS = 256;

/** Multiplications of one run: below 100 ms on two cores, so that a cancel is heard within a quarter of a second. */
const RUN_MULTIPLICATIONS = 3e9;

/** How many rows of a graph fit into memory together, by the largest of its tensors. @param shapes of one row */
export function rowsInMemory(graph: Graph, shapes: Shapes): number {
  const names = [...graph.inputs.map(({ name }) => name), ...graph.nodes.flatMap(({ outputs }) => outputs)];
  const largest = Math.max(1, ...names.map((name) => elementCount(shapes.get(name) ?? [])));
  const bytes = Float32Array.BYTES_PER_ELEMENT * TENSORS_ALIVE * largest;
  return Math.min(MOST_ROWS, Math.max(1, Math.floor(BUDGET / bytes)));
}

/**
 * How many rows of a graph run together: as many as fit into memory, and none keeps a cancel waiting. The same on every
 * run, as rows may differ in their last bits with the size of their batch.
 * @param shapes of one row
 */
export function rowsOfRun(graph: Graph, shapes: Shapes): number {
  const cost = Math.max(1, multiplications(graph, shapes));
  return Math.max(1, Math.min(rowsInMemory(graph, shapes), Math.floor(RUN_MULTIPLICATIONS / cost)));
}
