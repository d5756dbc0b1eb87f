import { makeNode } from '../onnx/builder.ts';
import { DataType } from '../onnx/constant.ts';
import type { Model } from '../onnx/ir.ts';
import { renameNode } from './renameGraph.ts';

/** Types of pixels that an exporter may give an image: levels 0 to 255. */
const INTEGERS: ReadonlySet<number> = new Set([DataType.uint8, DataType.int32, DataType.int64]);
const SUFFIX = '/levels';

/** Whether the model takes its image as whole levels 0 to 255. */
export function takesLevels({ graph }: Model): boolean {
  const dtype = graph.inputs[0]?.dtype;
  return dtype !== undefined && INTEGERS.has(dtype);
}

/** The same model with a float32 image in place of one of integers, which a Cast makes of it. */
export function withFloatInput(model: Model): Model {
  const { graph } = model;
  const [input, ...others] = graph.inputs;
  if (!input || !takesLevels(model)) return model;
  const levels = input.name + SUFFIX;
  const rename = (tensor: string) => (tensor === input.name ? levels : tensor);
  const cast = makeNode('Cast', [input.name], [levels], { to: input.dtype });
  return {
    ...model,
    graph: {
      ...graph,
      nodes: [cast, ...graph.nodes.map((node) => renameNode(node, rename))],
      inputs: [{ ...input, dtype: DataType.float32 }, ...others],
    },
  };
}
