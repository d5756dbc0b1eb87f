import { expect, test } from 'vitest';
import { runtimeFailure } from '../../../main/engine/runtime/session.ts';

const error = new Error(
  "Non-zero status code returned while running Conv node. Name:'conv_1' Status Message: CUDA failure 700: an illegal memory access was encountered",
);

test('a graph that fails on a device may do on the processor', () => {
  expect(runtimeFailure('failed while running the graph', error, 'cuda')).toMatchObject({
    code: 'provider-failed',
    message:
      "ONNX Runtime failed while running the graph on cuda: Conv node 'conv_1': CUDA failure 700: an illegal memory access was encountered. Go on on the processor (on a command line: --provider cpu).",
    cause: error,
  });
});

test('a graph that fails on the processor is at fault itself', () => {
  expect(runtimeFailure('cannot run the graph', error, 'cpu')).toMatchObject({ code: 'model-unsupported' });
});
