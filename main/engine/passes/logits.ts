import { WorkbenchError } from '../../../shared/errors.ts';
import { elementCount } from '../../../shared/tensor.ts';
import { intAttribute, producersOf, type Graph } from '../onnx/ir.ts';
import type { Shapes } from './specialise.ts';

/** What a classifier's last operator turned the logits into. */
export type Activation = 'softmax' | 'sigmoid' | 'none';

export interface Logits {
  /** The tensor that holds one logit per class. */
  readonly tensor: string;
  readonly classes: number;
  readonly activation: Activation;
}

/** Operators that only rename or reshape on the way to the output. */
const PASSED = new Set(['Identity', 'Reshape', 'Flatten', 'Squeeze', 'Cast', 'Dropout']);

/**
 * Finds the logits behind the model's output: a softmax (or sigmoid, or log) at the end belongs to the
 * probabilities, not to the head that is explained (method: F_c is the logit before softmax).
 * @throws WorkbenchError 'model-unsupported' when the output is not one score per class
 */
export function findLogits(graph: Graph, shapes: Shapes, output: string): Logits {
  const producers = producersOf(graph);
  let tensor = output;
  let candidate: { input: string; activation: Activation } | undefined;
  for (let node = producers.get(tensor); node; node = producers.get(tensor)) {
    if (isOverClasses(node.op, intAttribute(node, 'axis', -1), shapes.get(tensor) ?? [])) {
      candidate = {
        input: node.inputs[0] as string,
        activation: node.op === 'Sigmoid' ? 'sigmoid' : 'softmax',
      };
      break;
    }
    if (node.op !== 'Log' && !PASSED.has(node.op)) break;
    tensor = node.inputs[0] as string;
  }
  const logits = candidate?.input ?? output;
  const dims = shapes.get(logits) ?? [];
  const classes = elementCount(dims);
  if (dims.length < 2 || dims[0] !== 1 || Math.max(...dims) !== classes) {
    throw new WorkbenchError(
      'model-unsupported',
      `Output '${output}' has shape [${dims.join(', ')}]; a classifier gives one score per class, [1, classes]. Detection and segmentation models cannot be explained here.`,
    );
  }
  return { tensor: logits, classes, activation: candidate?.activation ?? 'none' };
}

/** Whether the operator turns scores over classes into probabilities. */
function isOverClasses(op: string, axis: number, dims: readonly number[]): boolean {
  if (op === 'Sigmoid') return true;
  if (op !== 'Softmax' && op !== 'LogSoftmax') return false;
  return dims[(axis + dims.length) % dims.length] === elementCount(dims);
}
