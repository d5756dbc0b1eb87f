import * as ort from 'onnxruntime-node';
import { WorkbenchError } from '../../../shared/errors.ts';
import { toHalfPrecision } from '../onnx/singlePrecision.ts';
import { sessionOptions, type SessionOptions } from './session.ts';
import { runtimeWords } from './words.ts';

/** A model file as ONNX Runtime runs it by itself, with nothing of this program in between. */
export interface RawForward {
  /** `session.run` of the untouched model on one image; all its outputs. */
  run(): Promise<unknown>;
  release(): Promise<void>;
}

interface RawInput {
  readonly name: string;
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

/**
 * Opens a model file for timing.
 * @param dims shape of the model's input for a batch of one
 * @throws WorkbenchError 'model-unsupported' with the runtime's reason
 */
export async function openRawForward(
  file: string,
  input: RawInput,
  options: SessionOptions,
): Promise<RawForward> {
  try {
    const session = await ort.InferenceSession.create(file, sessionOptions(options));
    const feeds = { [input.name]: tensorOf(session, input) };
    return {
      run: () => session.run(feeds),
      release: () => session.release(),
    };
  } catch (error) {
    throw new WorkbenchError(
      'model-unsupported',
      `ONNX Runtime cannot open ${file}: ${runtimeWords(error)}`,
      {
        cause: error,
      },
    );
  }
}

/** The image in the type that the model takes. */
function tensorOf(session: ort.InferenceSession, { dims, data }: RawInput): ort.Tensor {
  const [metadata] = session.inputMetadata;
  const type = metadata?.isTensor ? metadata.type : 'float32';
  if (type === 'uint8') return new ort.Tensor(type, Uint8Array.from(data), dims);
  if (type === 'float16') return new ort.Tensor(type, toHalfPrecision(data), dims);
  if (type === 'float64') return new ort.Tensor(type, Float64Array.from(data), dims);
  if (type === 'int32') return new ort.Tensor(type, Int32Array.from(data), dims);
  if (type === 'int64')
    return new ort.Tensor(
      type,
      BigInt64Array.from(data, (each) => BigInt(Math.round(each))),
      dims,
    );
  return new ort.Tensor('float32', data, dims);
}
