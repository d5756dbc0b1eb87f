import { WorkbenchError } from '../../../shared/errors.ts';
import { elementCount } from '../../../shared/tensor.ts';
import { intAttribute, producersOf, type Graph, type Node } from '../onnx/ir.ts';
import { spelledSoftmax } from './spelledSoftmax.ts';
import type { Shapes } from './specialise.ts';

/** What a classifier's last operator turned the logits into. */
export type Activation = 'softmax' | 'sigmoid' | 'none';

export interface Logits {
  /** The tensor that holds one logit per class. */
  readonly tensor: string;
  readonly classes: number;
  readonly activation: Activation;
  /** Set where the last operator does not do what it is there for, in one sentence. */
  readonly note?: string;
}

/** Operators that only rename, reshape or round on the way to the output. */
const PASSED = new Set([
  'Identity',
  'Reshape',
  'Flatten',
  'Squeeze',
  'Unsqueeze',
  'Transpose',
  'Cast',
  'Dropout',
]);
/** Operators that may stand after a softmax or sigmoid, and change what they are given. */
const AFTERWARDS = new Set(['Log', 'Clip']);

/**
 * Finds the logits behind the model's output: a softmax (or sigmoid, or log) at the end belongs to the
 * probabilities, not to the head that is explained (method: F_c is the logit before softmax).
 * @throws WorkbenchError 'model-unsupported' when the output is not one score per class
 */
export function findLogits(graph: Graph, shapes: Shapes, output: string): Logits {
  const producers = producersOf(graph);
  const dimsOf = (tensor: string) => shapes.get(tensor) ?? [];
  const end = activationBehind(output, producers, dimsOf);
  const start = end?.scores ?? output;
  // A squeezed output [classes] is led back to where it still had a batch.
  const tensor = behind(start, producers, PASSED).find((each) => isPerClass(dimsOf(each)));
  if (tensor === undefined || !isVector(dimsOf(start))) throw noScores(output, dimsOf(start));
  const classes = elementCount(dimsOf(tensor));
  return { tensor, classes, activation: end?.activation ?? 'none', ...(end?.note && { note: end.note }) };
}

interface End {
  readonly scores: string;
  readonly activation: Activation;
  readonly note?: string;
}

/** The softmax or sigmoid at the end of the way to an output. */
function activationBehind(
  output: string,
  producers: ReadonlyMap<string, Node>,
  dimsOf: (tensor: string) => readonly number[],
): End | null {
  const way = behind(output, producers, new Set([...PASSED, ...AFTERWARDS]));
  const node = producers.get(way.at(-1) ?? '');
  if (!node) return null;
  const [scores = ''] = node.inputs;
  if (node.op === 'Sigmoid') return { scores, activation: 'sigmoid' };
  const spelled = spelledSoftmax(node, producers);
  if (spelled !== null) return { scores: spelled, activation: 'softmax' };
  if (node.op !== 'Softmax' && node.op !== 'LogSoftmax') return null;
  const dims = dimsOf(scores);
  const axis = (intAttribute(node, 'axis', -1) + dims.length) % dims.length;
  if (dims[axis] === elementCount(dims) && dims[axis] > 1) return { scores, activation: 'softmax' };
  if (dims[axis] !== 1) return null;
  const note = `The ${node.op} at the end runs over axis ${String(axis)} of [${dims.join(', ')}], where there is one value, so that the model always answers ${node.op === 'Softmax' ? '1' : '0'}: the scores before it are explained.`;
  return { scores, activation: 'none', note };
}

/** The tensor that holds the same numbers where they were computed. */
export function originOf(tensor: string, producers: ReadonlyMap<string, Node>): string {
  return behind(tensor, producers, PASSED).at(-1) ?? tensor;
}

/** The tensor and those before it, as far as single operators of the set lead back. */
function behind(tensor: string, producers: ReadonlyMap<string, Node>, passed: ReadonlySet<string>): string[] {
  const way = [tensor];
  for (
    let node = producers.get(tensor);
    node && passed.has(node.op);
    node = producers.get(way.at(-1) ?? '')
  ) {
    way.push(node.inputs[0] ?? '');
  }
  return way;
}

/** [1, classes] and the same with axes of one after it. */
function isPerClass(dims: readonly number[]): boolean {
  return dims.length >= 2 && dims[0] === 1 && isVector(dims);
}

function isVector(dims: readonly number[]): boolean {
  return Math.max(...dims) === elementCount(dims);
}

function noScores(output: string, dims: readonly number[]): WorkbenchError {
  return new WorkbenchError(
    'model-unsupported',
    `Output '${output}' has shape [${dims.join(', ')}]; a classifier gives one score per class, [1, classes]. Detection and segmentation models cannot be explained here.`,
  );
}
