import { WorkbenchError } from '../../../shared/errors.ts';
import { elementCount } from '../../../shared/tensor.ts';
import { DataType, bytesPerElement, integersOf, type Constant } from '../onnx/constant.ts';
import { makeNode } from '../onnx/builder.ts';
import type { Graph, Model, Node, ValueInfo } from '../onnx/ir.ts';
import { dependents } from './dependence.ts';
import { extract } from './extract.ts';
import { sequencesOf } from './sequences.ts';

/** Shape of every tensor that depends on the image, for one image: the batch is 1 wherever it stands. */
export type Shapes = ReadonlyMap<string, readonly number[]>;

/** Runs a graph without inputs of the caller's choice and gives back the named tensors. */
export type Evaluate = (
  model: Model,
  feeds: ReadonlyMap<string, Constant>,
  fetch: readonly string[],
) => Promise<ReadonlyMap<string, Constant>>;

/** Name and shape [1, ...] of the image that goes in. */
export interface ImageShape {
  readonly name: string;
  readonly dims: readonly number[];
}

export interface Specialised {
  readonly model: Model;
  readonly shapes: Shapes;
}

const SHAPE_SUFFIX = '/lift-cam-shape';

/**
 * Fixes the input to one image of a given size and replaces everything that does not depend on the
 * image's values by constants: exporters' shape arithmetic, dequantised weights, expanded parameters.
 * ONNX Runtime itself computes those values and every tensor's shape, in one run.
 * @param input name and shape [1, ...] of the image
 */
export async function specialise(model: Model, input: ImageShape, evaluate: Evaluate): Promise<Specialised> {
  const graph = fixInput(inlineConstantNodes(model.graph), input);
  const varying = dependents(graph, [input.name]);
  const frontier = constantFrontier(graph, varying);
  const sequences = sequencesOf(graph);
  const measured = [...varying].filter((name) => isWritten(graph, name) && !sequences.has(name));

  const probe: Graph = {
    ...graph,
    nodes: [...graph.nodes, ...measured.map((name) => makeNode('Shape', [name], [name + SHAPE_SUFFIX]))],
    outputs: [
      ...frontier.map((name): ValueInfo => ({ name, dtype: 0, dims: null })),
      ...measured.map((name): ValueInfo => ({
        name: name + SHAPE_SUFFIX,
        dtype: DataType.int64,
        dims: null,
      })),
    ],
  };
  const outputs = probe.outputs.map((output) => output.name);
  const values = await evaluate(
    { ...model, graph: probe },
    new Map([[input.name, blankImage(graph, input)]]),
    outputs,
  );

  const constants = new Map(graph.constants);
  for (const name of frontier) constants.set(name, valueOf(values, name));
  const shapes = new Map<string, readonly number[]>([[input.name, input.dims]]);
  for (const name of measured) shapes.set(name, integersOf(valueOf(values, name + SHAPE_SUFFIX)) ?? []);
  const folded: Graph = {
    ...graph,
    constants,
    nodes: graph.nodes.filter((node) => writesAny(node, varying)),
  };
  return { model: { ...model, graph: extract(folded, folded.inputs, folded.outputs) }, shapes };
}

/** Constant nodes become constants of the graph. */
function inlineConstantNodes(graph: Graph): Graph {
  const constants = new Map(graph.constants);
  const nodes = graph.nodes.filter((node) => {
    const value = node.op === 'Constant' ? node.attributes.get('value') : undefined;
    if (value?.type !== 'tensor') return true;
    constants.set(node.outputs[0] as string, value.value);
    return false;
  });
  return { ...graph, nodes, constants };
}

function fixInput(graph: Graph, input: ImageShape): Graph {
  if (!graph.inputs.some((each) => each.name === input.name)) {
    throw new WorkbenchError('model-unsupported', `The model has no input named '${input.name}'.`);
  }
  const inputs = graph.inputs.map((each) =>
    each.name === input.name ? { ...each, dims: input.dims } : each,
  );
  return { ...graph, inputs, outputs: graph.outputs.map((each) => ({ ...each, dims: null })) };
}

/** Computed tensors that do not vary, but are read by something that does or are graph outputs. */
function constantFrontier(graph: Graph, varying: ReadonlySet<string>): string[] {
  const written = new Set(graph.nodes.flatMap((node) => node.outputs));
  const readers = graph.nodes.filter((node) => writesAny(node, varying)).flatMap((node) => node.inputs);
  const read = [...readers, ...graph.outputs.map((output) => output.name)];
  return [...new Set(read)].filter((name) => name !== '' && written.has(name) && !varying.has(name));
}

function writesAny(node: Node, names: ReadonlySet<string>): boolean {
  return node.outputs.some((output) => names.has(output));
}

function isWritten(graph: Graph, name: string): boolean {
  return !graph.inputs.some((input) => input.name === name);
}

/** An image of zeros, by which shapes and what follows from them are found. */
export function blankImage(graph: Graph, input: ImageShape): Constant {
  const dtype = graph.inputs.find((each) => each.name === input.name)?.dtype ?? DataType.float32;
  const bytes = new Uint8Array(elementCount(input.dims) * (bytesPerElement(dtype) ?? 4));
  return { dtype, dims: input.dims, bytes };
}

function valueOf(values: ReadonlyMap<string, Constant>, name: string): Constant {
  const value = values.get(name);
  if (!value) throw new WorkbenchError('internal', `The probing run gave no value for '${name}'.`);
  return value;
}
