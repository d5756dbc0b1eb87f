import { inputDims, type Classifier } from './classifier.ts';
import { BATCH, type Head } from './head.ts';
import { DataType } from './onnx/constant.ts';
import type { Model, ValueInfo } from './onnx/ir.ts';
import { liftBatch } from './passes/batchAxes.ts';
import { extract } from './passes/extract.ts';

/** The classifier from the image to one activation tensor, and to the tensors that pass beside it. */
export interface Backbone {
  readonly model: Model;
  /** Whether it takes any batch of images; one at a time otherwise. */
  readonly batchable: boolean;
}

/** Writes the graph that feeds a head. */
export function writeBackbone({ model, shapes, input }: Classifier, head: Head): Backbone {
  const outputs = [head.activation, ...head.sides].map((name): ValueInfo => ({
    name,
    dtype: DataType.float32,
    dims: null,
  }));
  const [, ...rest] = inputDims(input, 1);
  const image = (batch: string | number): ValueInfo => ({
    name: input.name,
    dtype: DataType.float32,
    dims: [batch, ...rest],
  });
  const graph = extract(model.graph, [image(BATCH)], outputs);
  const lifted = liftBatch(graph, shapes, [input.name]);
  const batchable = lifted.obstacle === null;
  return {
    batchable,
    model: { ...model, functions: [], graph: batchable ? lifted.graph : { ...graph, inputs: [image(1)] } },
  };
}
