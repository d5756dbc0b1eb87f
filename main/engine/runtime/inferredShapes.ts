import * as ort from 'onnxruntime-node';
import { byteLength } from '../onnx/constant.ts';
import type { Graph, Model, ValueInfo } from '../onnx/ir.ts';
import { encodeModel } from '../onnx/serde.ts';
import { sessionOptions } from './session.ts';

/** Constants that may say a shape; weights are larger. */
const SMALL = 1024;

/**
 * Shapes of a graph's tensors as far as ONNX Runtime knows them without running it, which takes no memory for them:
 * constants of some size are left out, only their shapes are told.
 * @returns shapes with no unknown size, by tensor
 * @throws the runtime's error where it refuses the graph
 */
export async function inferredShapes(model: Model): Promise<Map<string, readonly number[]>> {
  const bytes = encodeModel({ ...model, graph: withEveryOutput(model.graph) });
  const session = await ort.InferenceSession.create(
    bytes,
    sessionOptions({ provider: 'cpu', threads: 1, optimise: false }),
  );
  try {
    const shapes = new Map<string, readonly number[]>();
    for (const output of session.outputMetadata) {
      if (!output.isTensor) continue;
      const sizes = output.shape.filter((size) => typeof size === 'number');
      if (sizes.length === output.shape.length) shapes.set(output.name, sizes);
    }
    return shapes;
  } finally {
    await session.release();
  }
}

function withEveryOutput(graph: Graph): Graph {
  const weights = [...graph.constants].filter(([, constant]) => byteLength(constant) > SMALL);
  const constants = new Map([...graph.constants].filter(([, constant]) => byteLength(constant) <= SMALL));
  const inputs = [...graph.inputs, ...weights.map(([name, { dtype, dims }]) => ({ name, dtype, dims }))];
  const written = graph.nodes.flatMap((node) => node.outputs).filter((name) => name !== '');
  const outputs = written.map((name): ValueInfo => ({ name, dtype: 0, dims: null }));
  return { ...graph, constants, inputs, outputs };
}
