import { WorkbenchError } from '../../../shared/errors.ts';
import { integersOf, type Constant } from '../onnx/constant.ts';
import { describeNode, producersOf, type Graph } from '../onnx/ir.ts';

/** Turns that a loop may take. */
const MOST_TURNS = 10_000;

/**
 * Refuses a graph with a loop that may run for ever: reading a model runs it once.
 * @throws WorkbenchError 'model-unsupported' for a Loop, however deep within others, without a small constant count
 */
export function refuseEndlessLoops(graph: Graph): void {
  const producers = producersOf(graph);
  const constantOf = (name: string): Constant | undefined => {
    const attribute = producers.get(name)?.attributes.get('value');
    return graph.constants.get(name) ?? (attribute?.type === 'tensor' ? attribute.value : undefined);
  };
  for (const node of graph.nodes) {
    if (node.op === 'Loop') {
      const count = constantOf(node.inputs[0] ?? '');
      const turns = count && integersOf(count)?.[0];
      if (turns === undefined || turns > MOST_TURNS) {
        throw new WorkbenchError(
          'model-unsupported',
          `${describeNode(node)} may run without end: its number of turns is not a constant of at most ${String(MOST_TURNS)}. Export the model with the loop unrolled.`,
        );
      }
    }
    for (const attribute of node.attributes.values()) {
      if (attribute.type === 'graph') refuseEndlessLoops(attribute.value);
    }
  }
}
