import { WorkbenchError } from '../../../shared/errors.ts';
import { elementCount } from '../../../shared/tensor.ts';
import { bytesOf, typedArrayOf, type Constant } from '../onnx/constant.ts';
import { describeNode, producersOf, type Model } from '../onnx/ir.ts';
import type { Evaluate } from '../passes/specialise.ts';
import { inferredShapes } from './inferredShapes.ts';
import { createSession, type Value } from './session.ts';

/** Elements of the largest tensor that a classifier may compute for one image: 2 GiB of float32. */
const MOST_ELEMENTS = 2 ** 29;

/**
 * Computes tensors of a graph once, on the processor and with every node as written, so that any of
 * them can be asked for by name.
 */
export const evaluateOnce: Evaluate = async (model, feeds, fetch) => {
  if (fetch.length === 0) return new Map();
  await refuseHugeTensors(model);
  const session = await createSession(model, { provider: 'cpu', optimise: false });
  try {
    const inputs = Object.fromEntries(Array.from(feeds, ([name, constant]) => [name, toValue(constant)]));
    const results = await session.run(inputs, fetch);
    return new Map(Object.entries(results).map(([name, value]) => [name, toConstant(value)]));
  } finally {
    await session.release();
  }
};

/**
 * A few bytes of a file can ask for more memory than there is, and the system may end the process that tries.
 * @throws WorkbenchError 'model-unsupported' naming the node
 */
async function refuseHugeTensors(model: Model): Promise<void> {
  // What the runtime refuses here it refuses again, in its words, when the graph is to be run.
  const shapes = await inferredShapes(model).catch(() => new Map<string, readonly number[]>());
  for (const [name, dims] of shapes) {
    if (elementCount(dims) <= MOST_ELEMENTS) continue;
    const node = producersOf(model.graph).get(name);
    throw new WorkbenchError(
      'model-unsupported',
      `${node ? describeNode(node) : `Tensor '${name}'`} would compute a tensor [${dims.join(', ')}] for one image, more than memory should hold. Check the sizes in the model and export it again.`,
    );
  }
}

function toValue(constant: Constant): Value {
  return { dtype: constant.dtype, dims: constant.dims, data: typedArrayOf(constant) };
}

function toConstant(value: Value): Constant {
  return { dtype: value.dtype, dims: value.dims, bytes: bytesOf(value.data) };
}
