import type { Model, Node } from '../onnx/ir.ts';
import { OWN, opsetOf } from './oldestOpset.ts';

/** Operators on float32 tensors of which ONNX Runtime has no CUDA kernel in set 18 (its docs/OperatorKernels.md). */
export const WITHOUT_KERNEL: ReadonlySet<string> = new Set([
  ...['Acos', 'Acosh', 'Asin', 'Asinh', 'Atan', 'Atanh', 'Cosh', 'Sinh', 'Tan', 'CastLike', 'Det'],
  ...[
    'Celu',
    'Mish',
    'Hardmax',
    'Mean',
    'GroupNormalization',
    'LpNormalization',
    'MeanVarianceNormalization',
  ],
  ...['LpPool', 'GlobalLpPool', 'MaxRoiPool', 'MaxUnpool', 'RoiAlign', 'CenterCropPad', 'Col2Im', 'Unique'],
  ...['DFT', 'STFT', 'Bernoulli', 'Multinomial', 'NonMaxSuppression'],
]);

/**
 * One line on what of an explainer file ONNX Runtime runs on the processor where it has CUDA; null where all of it runs
 * there.
 */
export function processorNote({ graph, opsets }: Model): string | null {
  const those = (which: (node: Node) => boolean) =>
    [...new Set(graph.nodes.filter(which).map(({ op }) => op))].sort().join(', ');
  const missing = those(({ op }) => WITHOUT_KERNEL.has(op));
  const later = those((node) => opsetOf(node) > OWN);
  if (later !== '')
    return `${later} needs operator set ${String(opsets.get(''))}, in which ONNX Runtime has fewer CUDA kernels: on a GPU parts of this file run on the processor.`;
  return missing === ''
    ? null
    : `ONNX Runtime has no CUDA kernel of ${missing}: on a GPU this part of the file runs on the processor.`;
}
