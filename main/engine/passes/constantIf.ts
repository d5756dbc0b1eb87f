import { makeNode } from '../onnx/builder.ts';
import { DataType, type Constant } from '../onnx/constant.ts';
import type { Graph, Model, Node } from '../onnx/ir.ts';
import { dependents } from './dependence.ts';
import { extract } from './extract.ts';
import { ownNames, renameNode } from './renameGraph.ts';
import { blankImage, type Evaluate, type ImageShape } from './specialise.ts';

/**
 * Replaces every If whose condition does not depend on the image's values (exporters ask for shapes
 * with it) by the branch that is taken, branch within branch.
 * @param input name and shape [1, ...] of the image
 */
export async function resolveConstantIfs(
  model: Model,
  input: ImageShape,
  evaluate: Evaluate,
): Promise<Model> {
  let { graph } = model;
  for (;;) {
    const varying = dependents(graph, [input.name]);
    const decided = graph.nodes.filter((node) => node.op === 'If' && !varying.has(node.inputs[0] as string));
    if (decided.length === 0) return { ...model, graph };
    const conditions = decided.map((node) => node.inputs[0] as string);
    const values = await valuesOf({ ...model, graph }, input, conditions, evaluate);
    graph = takeBranches(graph, new Set(decided), values);
  }
}

async function valuesOf(
  model: Model,
  input: ImageShape,
  names: readonly string[],
  evaluate: Evaluate,
): Promise<ReadonlyMap<string, boolean>> {
  const { graph } = model;
  const computed = [...new Set(names)].filter((name) => !graph.constants.has(name));
  const image = graph.inputs.filter((each) => each.name === input.name);
  const inputs = image.map((each) => ({ ...each, dims: input.dims }));
  const outputs = computed.map((name) => ({ name, dtype: DataType.bool, dims: null }));
  const feeds = new Map([[input.name, blankImage(graph, input)]]);
  const results = await evaluate({ ...model, graph: extract(graph, inputs, outputs) }, feeds, computed);
  return new Map(names.map((name) => [name, isTrue(graph.constants.get(name) ?? results.get(name))]));
}

function isTrue(condition: Constant | undefined): boolean {
  return condition !== undefined && condition.bytes[0] !== 0;
}

function takeBranches(graph: Graph, decided: ReadonlySet<Node>, values: ReadonlyMap<string, boolean>): Graph {
  const constants = new Map(graph.constants);
  const nodes = graph.nodes.flatMap((node) => {
    if (!decided.has(node)) return [node];
    const taken = node.attributes.get(values.get(node.inputs[0] as string) ? 'then_branch' : 'else_branch');
    return taken?.type === 'graph' ? branchNodes(node, taken.value, constants) : [node];
  });
  return { ...graph, nodes, constants };
}

/** A branch's nodes under names of their own, and its results under those of the If. */
function branchNodes(node: Node, branch: Graph, constants: Map<string, Constant>): Node[] {
  const own = ownNames(branch);
  const scope = node.outputs.find((output) => output !== '') ?? node.name;
  const rename = (tensor: string) => (own.has(tensor) && tensor !== '' ? `${scope}/${tensor}` : tensor);
  for (const [name, constant] of branch.constants) constants.set(rename(name), constant);
  const results = branch.outputs.flatMap((output, position) => {
    const name = node.outputs[position] ?? '';
    return name === '' ? [] : [makeNode('Identity', [rename(output.name)], [name])];
  });
  return [...branch.nodes.map((each) => renameNode(each, rename)), ...results];
}
