import { expect, test } from 'vitest';
import { readClassifier } from '../../../main/engine/classifier.ts';
import { writeExplainerGraph } from '../../../main/engine/explainerFile/explainerGraph.ts';
import { oldestOpset } from '../../../main/engine/explainerFile/oldestOpset.ts';
import { processorNote } from '../../../main/engine/explainerFile/processorNote.ts';
import { spellOut } from '../../../main/engine/explainerFile/spellOut.ts';
import { splitHead } from '../../../main/engine/head.ts';
import { methodOf } from '../../../main/engine/methods/index.ts';
import type { Method } from '../../../main/engine/methods/method.ts';
import { float } from '../../../main/engine/onnx/builder.ts';
import type { Model } from '../../../main/engine/onnx/ir.ts';
import { evaluateOnce } from '../../../main/engine/runtime/evaluate.ts';
import { fallingBack, opsetOf } from '../../support/cudaKernels.ts';
import { relativeError } from '../../support/golden.ts';
import { weights } from '../../support/ruleCase.ts';
import { modelOf, resultOf, smallModel } from '../../support/smallModel.ts';

/** An attention over the pixels of a convolution, and what else came with operator set 23 or before, spelled out. */
function attending(): Model {
  return smallModel(23, [1, 3, 8, 8], (b, x) => {
    const conv = b.node('Conv', [x, weights(b, [4, 3, 3, 3])], { strides: [2, 2], pads: [1, 1, 1, 1] });
    const wrapped = b.node('Pad', [conv, b.ints([0, 0, 1, 1, 0, 0, 1, 1])], { mode: 'wrap' });
    const pooled = b.node('AveragePool', [wrapped], { kernel_shape: [2, 2], dilations: [2, 2] });
    const grown = b.node('Resize', [pooled, '', '', b.ints([1, 4, 8, 8])], {
      mode: 'linear',
      coordinate_transformation_mode: 'half_pixel_symmetric',
    });
    const planes = b.node('Reshape', [b.node('Gelu', [grown], { approximate: 'tanh' }), b.ints([1, 4, 64])]);
    const tokens = b.node('Transpose', [planes], { perm: [0, 2, 1] });
    const normed = b.node('RMSNormalization', [tokens, weights(b, [4])]);
    const seen = b.node('Attention', [normed, normed, normed], { q_num_heads: 2, kv_num_heads: 2 });
    const mean = b.node('ReduceMean', [b.node('Gelu', [seen]), b.ints([1])], { keepdims: 0 });
    return b.node('Gemm', [mean, weights(b, [4, 5])]);
  });
}

test('nothing falls back from CUDA: a model of operator set 23, with the same logits', async () => {
  const written = attending();
  const spelt = spellOut(await readClassifier(written, evaluateOnce));
  expect(oldestOpset(spelt.model.graph, 23)).toBe(18);
  const layer = written.graph.nodes[0]?.outputs[0] ?? '';
  const write = methodOf('lift-cam').write as NonNullable<Method['write']>;
  const { graph } = await writeExplainerGraph(spelt, splitHead(spelt, layer), write, evaluateOnce);
  const file = modelOf(oldestOpset(graph, 23), graph);
  expect(fallingBack(graph, opsetOf(file))).toEqual([]);
  expect(processorNote(file)).toBeNull();
  const dims = [1, 3, 8, 8];
  const older = { ...spelt.model, opsets: new Map([['', 18]]) };
  expect(relativeError(await resultOf(older, dims), await resultOf(written, dims))).toBeLessThan(1e-5);
});

test.each<[op: string, low: number, high: number]>([
  ['Tan', -1.4, 1.4],
  ['Sinh', -6, 6],
  ['Sinh', -1e-3, 1e-3],
  ['Cosh', -6, 6],
  ['Acosh', 1.05, 50],
])('%s from %d to %d is spelled out to the precision of float32', async (op, low, high) => {
  const written = smallModel(18, [1, 3, 8, 8], (b, x) => {
    const middle = b.node('Mul', [b.node('Tanh', [x]), b.scalar((high - low) / 2)]);
    const y = b.node(op, [b.node('Add', [middle, b.scalar((low + high) / 2)])]);
    return b.node('Reshape', [y, b.ints([-1, 192])]);
  });
  const { model } = spellOut(await readClassifier(written, evaluateOnce));
  expect(fallingBack(model.graph, 18)).toEqual([]);
  const dims = [1, 3, 8, 8];
  expect(relativeError(await resultOf(model, dims), await resultOf(written, dims))).toBeLessThan(1e-6);
});

test('operators that CUDA has no kernel for are spelled out, with the same logits', async () => {
  const dims = [1, 4, 6, 6];
  const written = smallModel(18, dims, (b, x) => {
    const celu = b.node('Celu', [x], { alpha: float(0.7) });
    const pooled = b.node('LpPool', [b.node('Mish', [celu])], { kernel_shape: [2, 2], p: 2 });
    const mean = b.node('Mean', [pooled, b.node('Sin', [pooled])]);
    const two = [weights(b, [2]), weights(b, [2])];
    const group = b.node('GroupNormalization', [mean, ...two], { num_groups: 2 });
    const unit = b.node('LpNormalization', [group], { axis: 1, p: 2 });
    const pair = b.node('MeanVarianceNormalization', [unit]);
    return b.node('Reshape', [b.node('GlobalLpPool', [pair], { p: 2 }), b.ints([-1, 4])]);
  });
  const classifier = await readClassifier(written, evaluateOnce);
  const spelt = spellOut(classifier);
  expect(fallingBack(classifier.model.graph, 18).map((each) => each.split(' ')[0])).toEqual([
    'Celu',
    'Mish',
    'LpPool',
    'Mean',
    'GroupNormalization',
    'LpNormalization',
    'MeanVarianceNormalization',
    'GlobalLpPool',
  ]);
  expect(fallingBack(spelt.model.graph, 18)).toEqual([]);
  const { model, shapes } = spelt;
  expect(shapes.get(spelt.logits.tensor)).toEqual([1, 4]);
  expect(relativeError(await resultOf(model, dims), await resultOf(written, dims))).toBeLessThan(1e-5);
});
