import { WorkbenchError } from '../../../shared/errors.ts';
import { describeNode, type Graph, type Node } from './ir.ts';

/**
 * Nodes in an order in which each reads only what is already written (Kahn's algorithm); nodes that
 * are in order already stay where they are.
 * @throws WorkbenchError 'model-unreadable' for a cycle, a tensor written twice, or one written nowhere
 */
export function sortTopologically(nodes: readonly Node[], given: readonly string[]): Node[] {
  const writer = new Map<string, Node>();
  const known = new Set(given);
  for (const node of nodes) {
    for (const output of node.outputs) {
      if (output === '') continue;
      if (writer.has(output) || known.has(output)) {
        throw new WorkbenchError(
          'model-unreadable',
          `Tensor '${output}' is written twice. Export the model again.`,
        );
      }
      writer.set(output, node);
    }
  }
  if (isOrdered(nodes, known)) return [...nodes];
  const missing = new Map<Node, number>();
  const waiting = new Map<string, Node[]>();
  const ready: Node[] = [];
  for (const node of nodes) {
    const open = new Set(readsOf(node).filter((name) => name !== '' && !known.has(name)));
    for (const name of open) {
      if (!writer.has(name)) {
        throw new WorkbenchError(
          'model-unreadable',
          `${describeNode(node)} reads tensor '${name}', which nothing writes. Export the model again.`,
        );
      }
      const list = waiting.get(name);
      if (list) list.push(node);
      else waiting.set(name, [node]);
    }
    missing.set(node, open.size);
    if (open.size === 0) ready.push(node);
  }
  const sorted: Node[] = [];
  for (let next = ready.shift(); next; next = ready.shift()) {
    sorted.push(next);
    const freed: Node[] = [];
    for (const output of next.outputs) {
      for (const reader of waiting.get(output) ?? []) {
        const left = (missing.get(reader) ?? 0) - 1;
        missing.set(reader, left);
        if (left === 0) freed.push(reader);
      }
    }
    ready.push(...freed);
  }
  if (sorted.length < nodes.length) {
    const stuck = nodes.find((node) => (missing.get(node) ?? 0) > 0);
    throw new WorkbenchError(
      'model-unreadable',
      `The graph has a cycle through ${stuck ? describeNode(stuck) : 'its nodes'}. Export the model again.`,
    );
  }
  return sorted;
}

function isOrdered(nodes: readonly Node[], given: ReadonlySet<string>): boolean {
  const known = new Set(given);
  for (const node of nodes) {
    if (readsOf(node).some((name) => name !== '' && !known.has(name))) return false;
    for (const output of node.outputs) known.add(output);
  }
  return true;
}

/** Everything a node reads: its inputs and what its subgraphs capture from outside. */
export function readsOf(node: Node): string[] {
  const captured: string[] = [];
  for (const attribute of node.attributes.values()) {
    if (attribute.type === 'graph') captured.push(...capturesOf(attribute.value));
  }
  return captured.length === 0 ? [...node.inputs] : [...node.inputs, ...captured];
}

function capturesOf(graph: Graph): string[] {
  const own = new Set([...graph.constants.keys(), ...graph.inputs.map((input) => input.name)]);
  for (const node of graph.nodes) for (const output of node.outputs) own.add(output);
  const reads = [...graph.nodes.flatMap(readsOf), ...graph.outputs.map((output) => output.name)];
  return reads.filter((name) => name !== '' && !own.has(name));
}
