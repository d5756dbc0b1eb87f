import { Builder } from '../../main/engine/onnx/builder.ts';
import { DataType, floatsOf, float32Constant } from '../../main/engine/onnx/constant.ts';
import type { Graph, Model } from '../../main/engine/onnx/ir.ts';
import { evaluateOnce } from '../../main/engine/runtime/evaluate.ts';
import { elementCount } from '../../shared/tensor.ts';
import { spread } from './random.ts';

/** A model of one input x and one output y, as a test writes it. */
export function smallModel(
  opset: number,
  dims: readonly (number | string)[],
  build: (builder: Builder, x: string) => string,
): Model {
  const input = { name: 'x', dtype: DataType.float32, dims };
  const builder = new Builder({ nodes: [], constants: new Map(), inputs: [input] });
  const y = build(builder, 'x');
  return modelOf(opset, builder.graph('small', [input], [{ name: y, dtype: DataType.float32, dims: null }]));
}

export function modelOf(opset: number, graph: Graph): Model {
  return {
    irVersion: 8,
    opsets: new Map([['', opset]]),
    producer: 'test',
    metadata: new Map(),
    functions: [],
    graph,
  };
}

/** What ONNX Runtime computes for a model's first output from numbers that a seed decides. */
export async function resultOf(model: Model, dims: readonly number[], seed = 1): Promise<readonly number[]> {
  const x = float32Constant(dims, spread(elementCount(dims), seed));
  const y = model.graph.outputs[0]?.name ?? '';
  const results = await evaluateOnce(model, new Map([['x', x]]), [y]);
  const value = results.get(y);
  return Array.from((value && floatsOf(value)) ?? []);
}
