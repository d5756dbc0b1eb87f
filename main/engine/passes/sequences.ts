import type { Graph } from '../onnx/ir.ts';

const WRITE_SEQUENCES = new Set([
  ...[
    'SequenceConstruct',
    'SequenceEmpty',
    'SequenceErase',
    'SequenceInsert',
    'SequenceMap',
    'SplitToSequence',
  ],
]);

/** Names that stand for a sequence of tensors, which has no shape. */
export function sequencesOf(graph: Pick<Graph, 'nodes'>): Set<string> {
  const found = new Set<string>();
  for (const { op, inputs, outputs } of graph.nodes) {
    const isSequence = WRITE_SEQUENCES.has(op) || (op === 'Identity' && found.has(inputs[0] ?? ''));
    if (isSequence) for (const output of outputs) found.add(output);
  }
  return found;
}
