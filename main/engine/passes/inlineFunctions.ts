import { WorkbenchError } from '../../../shared/errors.ts';
import type { Attribute, FunctionNode, Graph, LocalFunction, Model, Node } from '../onnx/ir.ts';
import { renameNode } from './renameGraph.ts';

/** Nodes that the calls of a model may stand for. */
const MOST_NODES = 100_000;

/** Functions within functions; deeper is taken for a function that calls itself, which ONNX forbids. */
const DEEPEST = 64;

type Functions = ReadonlyMap<string, LocalFunction>;

/**
 * Replaces every call of a function that the model file itself defines by the function's nodes.
 * @throws WorkbenchError 'model-unreadable' for a function that calls itself, or calls without end
 */
export function inlineFunctions(model: Model): Model {
  if (model.functions.length === 0) return model;
  const functions = new Map(model.functions.map((each) => [key(each.domain, each.name), each]));
  return { ...model, functions: [], graph: inlineGraph(model.graph, functions, 0) };
}

function key(domain: string, name: string): string {
  return `${domain}:${name}`;
}

function inlineGraph(graph: Graph, functions: Functions, depth: number): Graph {
  return { ...graph, nodes: inlineNodes(graph.nodes, functions, depth) };
}

function inlineNodes(nodes: readonly Node[], functions: Functions, depth: number): Node[] {
  const inlined: Node[] = [];
  for (const node of nodes) {
    for (const each of inlineNode(node, functions, depth)) inlined.push(each);
    if (inlined.length > MOST_NODES) {
      throw new WorkbenchError(
        'model-unreadable',
        `The functions of the model call each other so often that they stand for more than ${String(MOST_NODES)} nodes. Export the model again.`,
      );
    }
  }
  return inlined;
}

function inlineNode(node: Node, functions: Functions, depth: number): Node[] {
  const called = functions.get(key(node.domain, node.op));
  if (!called) return [{ ...node, attributes: inlineSubgraphs(node, functions, depth) }];
  if (depth === DEEPEST) {
    throw new WorkbenchError(
      'model-unreadable',
      `Function '${called.name}' of the model calls itself. Export the model again.`,
    );
  }
  return inlineNodes(bodyOf(called, node), functions, depth + 1);
}

function inlineSubgraphs(node: Node, functions: Functions, depth: number): Map<string, Attribute> {
  const attributes = new Map(node.attributes);
  for (const [name, attribute] of attributes) {
    if (attribute.type !== 'graph') continue;
    attributes.set(name, { type: 'graph', value: inlineGraph(attribute.value, functions, depth) });
  }
  return attributes;
}

/** The function's nodes with the call's tensors and attributes in the place of its parameters. */
function bodyOf(called: LocalFunction, call: Node): Node[] {
  const given = new Map(called.inputs.map((name, position) => [name, call.inputs[position] ?? '']));
  const wanted = new Map<string, string>();
  for (const [position, name] of called.outputs.entries()) {
    const output = call.outputs[position] ?? '';
    if (output !== '') wanted.set(name, output);
  }
  const scope = call.outputs.find((output) => output !== '') ?? call.name;
  const rename = (tensor: string) =>
    tensor === '' ? '' : (given.get(tensor) ?? wanted.get(tensor) ?? `${scope}/${called.name}/${tensor}`);
  return called.nodes.map((node): Node => {
    const renamed = renameNode({ ...node, attributes: attributesOf(node, called, call) }, rename);
    return {
      ...renamed,
      name: `${call.name}/${node.name}`,
      metadata: new Map([...call.metadata, ...node.metadata]),
    };
  });
}

function attributesOf(node: FunctionNode, called: LocalFunction, call: Node): Map<string, Attribute> {
  const attributes = new Map(node.attributes);
  for (const [name, reference] of node.attributeReferences) {
    const value = call.attributes.get(reference) ?? called.attributeDefaults.get(reference);
    if (value) attributes.set(name, value);
  }
  return attributes;
}
