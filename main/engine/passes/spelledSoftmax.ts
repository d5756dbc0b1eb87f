import type { Node } from '../onnx/ir.ts';

/**
 * The scores that a softmax, or its logarithm, written as single operators starts from: exp(x) / sum exp(x), or
 * x - log sum exp(x), where x may have had its maximum taken off. Null for any other node.
 */
export function spelledSoftmax(node: Node, producers: ReadonlyMap<string, Node>): string | null {
  const [first = '', second = ''] = node.inputs;
  const divisor = producers.get(second);
  if (node.op === 'Sub' && divisor?.op === 'ReduceLogSumExp' && divisor.inputs[0] === first) {
    return unshifted(first, producers);
  }
  const power = producers.get(first);
  if (node.op !== 'Div' || power?.op !== 'Exp') return null;
  if (divisor?.op !== 'ReduceSum' || divisor.inputs[0] !== first) return null;
  return unshifted(power.inputs[0] ?? '', producers);
}

/** x of x - max x; any other tensor is itself. */
function unshifted(tensor: string, producers: ReadonlyMap<string, Node>): string {
  const node = producers.get(tensor);
  const [scores = '', shift = ''] = node?.op === 'Sub' ? node.inputs : [];
  const maximum = producers.get(shift);
  return maximum?.op === 'ReduceMax' && maximum.inputs[0] === scores ? scores : tensor;
}
