import { makeNode } from '../onnx/builder.ts';
import { float32Constant } from '../onnx/constant.ts';
import type { Graph } from '../onnx/ir.ts';
import type { Logits } from './logits.ts';
import type { Shapes } from './specialise.ts';

const SUFFIX = '/negative-and-positive';

/** Names of the two classes that one logit tells apart, where nothing names them. */
export const BINARY_LABELS = ['negative', 'positive'] as const;

/**
 * Writes a head of one logit z as one of two classes, 'negative' and 'positive', with the logits [-z, z]. One sigmoid a
 * class then gives 1 - sigmoid(z) and sigmoid(z), and the evidence for one class is the evidence against the other.
 * A head of several logits stays as it is.
 */
export function asTwoClasses(
  graph: Graph,
  shapes: Shapes,
  logits: Logits,
): { readonly graph: Graph; readonly shapes: Shapes; readonly logits: Logits } {
  if (logits.classes > 1) return { graph, shapes, logits };
  const dims = (shapes.get(logits.tensor) ?? []).map((dim, axis) => (axis === 1 ? 2 : dim));
  const tensor = logits.tensor + SUFFIX;
  const signs = `${tensor}/signs`;
  return {
    graph: {
      ...graph,
      nodes: [...graph.nodes, makeNode('Mul', [logits.tensor, signs], [tensor])],
      constants: new Map(graph.constants).set(signs, float32Constant(dims, [-1, 1])),
    },
    shapes: new Map(shapes).set(tensor, dims),
    logits: { ...logits, tensor, classes: 2, activation: 'sigmoid' },
  };
}
