import { bytesOf, typedArrayOf, type Constant } from '../onnx/constant.ts';
import type { Evaluate } from '../passes/specialise.ts';
import { createSession, type Value } from './session.ts';

/**
 * Computes tensors of a graph once, on the processor and with every node as written, so that any of
 * them can be asked for by name.
 */
export const evaluateOnce: Evaluate = async (model, feeds, fetch) => {
  if (fetch.length === 0) return new Map();
  const session = await createSession(model, { provider: 'cpu', optimise: false });
  try {
    const inputs = Object.fromEntries(Array.from(feeds, ([name, constant]) => [name, toValue(constant)]));
    const results = await session.run(inputs, fetch);
    return new Map(Object.entries(results).map(([name, value]) => [name, toConstant(value)]));
  } finally {
    await session.release();
  }
};

function toValue(constant: Constant): Value {
  return { dtype: constant.dtype, dims: constant.dims, data: typedArrayOf(constant) };
}

function toConstant(value: Value): Constant {
  return { dtype: value.dtype, dims: value.dims, bytes: bytesOf(value.data) };
}
