import * as ort from 'onnxruntime-node';
import { WorkbenchError } from '../../../shared/errors.ts';
import { sessionOptions, type SessionOptions } from './session.ts';
import { runtimeWords } from './words.ts';

/** A model file as ONNX Runtime runs it by itself, with nothing of this program in between. */
export interface RawForward {
  /** `session.run` of the untouched model on one image; all its outputs. */
  run(): Promise<unknown>;
  release(): Promise<void>;
}

/**
 * Opens a model file for timing.
 * @param dims shape of the model's input for a batch of one
 * @throws WorkbenchError 'model-unsupported' with the runtime's reason
 */
export async function openRawForward(
  file: string,
  input: { readonly name: string; readonly dims: readonly number[]; readonly data: Float32Array },
  options: SessionOptions,
): Promise<RawForward> {
  try {
    const session = await ort.InferenceSession.create(file, sessionOptions(options));
    const { name, dims, data } = input;
    return {
      run: () => session.run({ [name]: new ort.Tensor('float32', data, dims) }),
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
