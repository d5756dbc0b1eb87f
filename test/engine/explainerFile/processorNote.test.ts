import { expect, test } from 'vitest';
import { processorNote, WITHOUT_KERNEL } from '../../../main/engine/explainerFile/processorNote.ts';
import type { Builder } from '../../../main/engine/onnx/builder.ts';
import { lackingAt18 } from '../../support/cudaKernels.ts';
import { weights } from '../../support/ruleCase.ts';
import { smallModel } from '../../support/smallModel.ts';

test('what stays on the processor is said, with its operators', () => {
  const of = (opset: number, build: (b: Builder, x: string) => string) =>
    smallModel(opset, [1, 3, 8, 8], build);
  expect(processorNote(of(18, (b, x) => b.node('Atan', [b.node('Asin', [x])])))).toBe(
    'ONNX Runtime has no CUDA kernel of Asin, Atan: on a GPU this part of the file runs on the processor.',
  );
  expect(processorNote(of(20, (b, x) => b.node('GridSample', [x, weights(b, [1, 8, 8, 2])])))).toBe(
    'GridSample needs operator set 20, in which ONNX Runtime has fewer CUDA kernels: on a GPU parts of this file run on the processor.',
  );
});

test('the operators of set 18 without a CUDA kernel for float32 are known', () => {
  expect([...WITHOUT_KERNEL].sort()).toEqual(lackingAt18().sort());
});
