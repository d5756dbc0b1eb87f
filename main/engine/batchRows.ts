import { totalmem } from 'node:os';
import { elementCount } from '../../shared/tensor.ts';
import type { Graph } from './onnx/ir.ts';
import type { Shapes } from './passes/specialise.ts';

/** Memory that a batch may take: a share of the machine's, the same in every run on it. */
const BUDGET = Math.min(256 * 2 ** 20, totalmem() / 32);
/** An operator's input and output, and as much again for its working space. */
const TENSORS_ALIVE = 3;
/** Beyond this many rows a batch gains nothing. */
const MOST_ROWS = 256;

/** How many rows of a graph run together, by the largest of its tensors. @param shapes of one row */
export function batchRows(graph: Graph, shapes: Shapes): number {
  const names = [...graph.inputs.map(({ name }) => name), ...graph.nodes.flatMap(({ outputs }) => outputs)];
  const largest = Math.max(1, ...names.map((name) => elementCount(shapes.get(name) ?? [])));
  const bytes = Float32Array.BYTES_PER_ELEMENT * TENSORS_ALIVE * largest;
  return Math.min(MOST_ROWS, Math.max(1, Math.floor(BUDGET / bytes)));
}
