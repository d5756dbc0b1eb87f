import * as ort from 'onnxruntime-node';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { ProviderId } from '../../../shared/modelCard.ts';
import { elementCount } from '../../../shared/tensor.ts';
import { DataType, bytesOf, dataTypeName, type WeightFile } from '../onnx/constant.ts';
import type { Model } from '../onnx/ir.ts';
import { encodeInPlace, inPlaceEntries } from './inPlace.ts';
import { runtimeWords } from './words.ts';

/** A tensor going into or coming out of a run. */
export interface Value {
  readonly dtype: number;
  readonly dims: readonly number[];
  readonly data: ArrayBufferView;
}

// A provider that cannot be loaded is an answer, not a fault: its reason is caught and shown, not printed.
ort.env.logLevel = 'fatal';

export interface SessionOptions {
  readonly provider: ProviderId;
  /** Threads inside an operator; the number of physical cores where absent. */
  readonly threads?: number;
  /** False keeps every node as written, so that each tensor can be asked for. */
  readonly optimise?: boolean;
}

/** A compiled graph. Runs block the thread they are called on: keep it off the thread that draws or serves. */
export interface Session {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Runs the graph; only the outputs named in `fetch` are copied out. */
  run(feeds: Readonly<Record<string, Value>>, fetch: readonly string[]): Promise<Record<string, Value>>;
  release(): Promise<void>;
}

const ORT_TYPES: Readonly<Record<number, ort.Tensor.Type>> = {
  [DataType.float32]: 'float32',
  [DataType.float64]: 'float64',
  [DataType.int64]: 'int64',
  [DataType.int32]: 'int32',
  [DataType.uint8]: 'uint8',
  [DataType.int8]: 'int8',
  [DataType.bool]: 'bool',
  [DataType.float16]: 'float16',
};

const TYPE_CODES = new Map(Object.entries(ORT_TYPES).map(([code, name]) => [name, Number(code)]));

/**
 * Compiles a graph for one provider.
 * @throws WorkbenchError 'model-unsupported' or 'provider-failed' with the runtime's reason
 */
export async function createSession(model: Model, options: SessionOptions): Promise<Session> {
  const { bytes, files, folder } = encodeInPlace(model);
  try {
    const created = await ort.InferenceSession.create(bytes, {
      ...sessionOptions(options, files.length > 0 ? inPlaceEntries(folder) : {}),
    });
    return wrap(created, files, options.provider);
  } catch (error) {
    throw runtimeFailure('cannot run the graph', error, options.provider);
  }
}

/**
 * The options as ONNX Runtime takes them. Each session has threads of its own; left to themselves they spin for a while after
 * a run, and hold up the session that runs next, and the window.
 * @param entries of the group `session`
 */
export function sessionOptions(
  options: SessionOptions,
  entries: Readonly<Record<string, string>> = {},
): ort.InferenceSession.SessionOptions {
  return {
    executionProviders: options.provider === 'cpu' ? ['cpu'] : [options.provider, 'cpu'],
    graphOptimizationLevel: options.optimise === false ? 'disabled' : 'all',
    logSeverityLevel: 4,
    extra: { session: { force_spinning_stop: '1', ...entries } },
    ...(options.threads !== undefined && { intraOpNumThreads: options.threads }),
  };
}

/**
 * The runtime's refusal of a graph, in its words. Where a graph fails anywhere but on the processor, that may be the
 * device's fault and not the graph's, which the processor will tell.
 */
export function runtimeFailure(what: string, error: unknown, provider: ProviderId): WorkbenchError {
  if (provider !== 'cpu') {
    return new WorkbenchError(
      'provider-failed',
      `ONNX Runtime ${what} on ${provider}: ${runtimeWords(error)}. Go on on the processor (on a command line: --provider cpu).`,
      { cause: error },
    );
  }
  return new WorkbenchError(
    'model-unsupported',
    `ONNX Runtime ${what}: ${runtimeWords(error)}. Check the model with onnx.checker or export it again.`,
    { cause: error },
  );
}

/** @param files weights that the session looks at where they are: what it computes is worth nothing once they change */
function wrap(session: ort.InferenceSession, files: readonly WeightFile[], provider: ProviderId): Session {
  return {
    inputs: session.inputNames,
    outputs: session.outputNames,
    async run(feeds, fetch) {
      for (const file of files) file.check();
      const inputs: Record<string, ort.Tensor> = {};
      for (const [name, value] of Object.entries(feeds)) inputs[name] = toOrt(name, value);
      let results: ort.InferenceSession.ReturnType;
      try {
        results = await session.run(inputs, fetch);
      } catch (error) {
        throw runtimeFailure('failed while running the graph', error, provider);
      }
      return Object.fromEntries(fetch.map((name) => [name, fromOrt(results[name] as ort.Tensor)]));
    },
    release: () => session.release(),
  };
}

function toOrt(name: string, value: Value): ort.Tensor {
  const type = ORT_TYPES[value.dtype];
  if (type === undefined) {
    throw new WorkbenchError(
      'model-unsupported',
      `Input '${name}' is of ${dataTypeName(value.dtype)}, which cannot be fed.`,
    );
  }
  return new ort.Tensor(type, value.data as ort.Tensor.DataType & ArrayBufferView, value.dims);
}

function fromOrt(tensor: ort.Tensor): Value {
  return {
    dtype: TYPE_CODES.get(tensor.type) ?? 0,
    dims: tensor.dims,
    data: tensor.data as unknown as ArrayBufferView,
  };
}

export function floatValue(dims: readonly number[], data: Float32Array): Value {
  return { dtype: DataType.float32, dims, data };
}

/** The float32 data of a value. */
export function floatData(value: Value): Float32Array {
  if (value.data instanceof Float32Array) return value.data;
  throw new WorkbenchError('internal', `A run gave ${dataTypeName(value.dtype)} where float32 was expected.`);
}

/** Bytes of a value, shared; its length follows from its shape. */
export function valueBytes(value: Value): Uint8Array {
  return elementCount(value.dims) === 0 ? new Uint8Array(0) : bytesOf(value.data);
}

/** Version of ONNX Runtime in use. */
export function runtimeVersion(): string {
  return ort.env.versions.node ?? ort.env.versions.common;
}
