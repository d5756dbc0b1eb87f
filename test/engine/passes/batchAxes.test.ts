import { describe, expect, test } from 'vitest';
import type { Builder } from '../../../main/engine/onnx/builder.ts';
import { int64Constant } from '../../../main/engine/onnx/constant.ts';
import type { Model } from '../../../main/engine/onnx/ir.ts';
import { liftBatch } from '../../../main/engine/passes/batchAxes.ts';
import { specialise } from '../../../main/engine/passes/specialise.ts';
import { evaluateOnce } from '../../../main/engine/runtime/evaluate.ts';
import { createSession, floatData, floatValue } from '../../../main/engine/runtime/session.ts';
import { elementCount } from '../../../shared/tensor.ts';
import { relativeError } from '../../support/golden.ts';
import { spread } from '../../support/random.ts';
import { weights } from '../../support/ruleCase.ts';
import { smallModel } from '../../support/smallModel.ts';

interface Written {
  readonly name: string;
  readonly build: (b: Builder, x: string) => string;
}

const DIMS = [1, 4, 4, 6];
const reshape = (b: Builder, x: string, ...dims: number[]) => b.node('Reshape', [x, b.ints(dims)]);
const transpose = (b: Builder, x: string, ...perm: number[]) => b.node('Transpose', [x], { perm });

/** Attention over the positions of x, its heads merged with the batch as PyTorch's older module does. */
function attention(b: Builder, x: string): string {
  const tokens = transpose(b, reshape(b, x, 1, 4, 24), 2, 0, 1);
  const heads = transpose(b, reshape(b, tokens, 24, 2, 2), 1, 0, 2);
  const scores = b.node('MatMul', [heads, transpose(b, heads, 0, 2, 1)]);
  const mixed = b.node('MatMul', [b.node('Softmax', [scores], { axis: -1 }), heads]);
  return reshape(b, transpose(b, mixed, 1, 0, 2), 24, 1, 4);
}

/** Windows of 2 x 2 positions merged with the batch, and back, as Swin does. */
function windows(b: Builder, x: string): string {
  const last = transpose(b, x, 0, 2, 3, 1);
  const cut = transpose(b, reshape(b, last, 1, 2, 2, 3, 2, 4), 0, 1, 3, 2, 4, 5);
  const mean = b.node('ReduceMean', [reshape(b, cut, 6, 4, 4), b.ints([1])]);
  const back = transpose(b, reshape(b, mean, 1, 2, 3, 1, 1, 4), 0, 1, 3, 2, 4, 5);
  return reshape(b, back, 1, 2, 3, 4);
}

const lifted: readonly Written[] = [
  { name: 'a reshape that names the batch as 1', build: (b, x) => reshape(b, x, 1, 96) },
  {
    name: 'an expand that names the batch as 1',
    build: (b, x) => b.node('Expand', [b.node('GlobalAveragePool', [x]), b.ints([1, 4, 2, 2])]),
  },
  {
    name: 'a resize to a size that names the batch',
    build: (b, x) => b.node('Resize', [x, '', '', b.ints([1, 4, 8, 8])]),
  },
  { name: 'attention with its heads in the batch', build: (b, x) => transpose(b, attention(b, x), 1, 0, 2) },
  { name: 'windows in the batch', build: windows },
  {
    name: 'a slice that takes the whole batch',
    build: (b, x) => b.node('Slice', [x, b.ints([0, 1]), b.ints([2 ** 31 - 1, 3]), b.ints([0, 1])]),
  },
  {
    name: 'a split and a concatenation of channels',
    build: (b, x) =>
      b.node('Concat', b.nodeWithOutputs('Split', [x], 2, { axis: 1, num_outputs: 2 }).reverse(), {
        axis: 1,
      }),
  },
  {
    name: 'an einsum',
    build: (b, x) => b.node('Einsum', [x, weights(b, [6, 3])], { equation: 'bchw,wk->bkhc' }),
  },
  {
    name: 'channel shuffle',
    build: (b, x) => reshape(b, transpose(b, reshape(b, x, 1, 2, 2, 4, 6), 0, 2, 1, 3, 4), 1, 4, 4, 6),
  },
];

const refused: readonly Written[] = [
  { name: 'a softmax over the batch', build: (b, x) => b.node('Softmax', [x], { axis: 0 }) },
  { name: 'a mean over the batch', build: (b, x) => b.node('ReduceMean', [x, b.ints([0])]) },
  {
    name: 'the first image of the batch',
    build: (b, x) => b.node('Slice', [x, b.ints([0]), b.ints([1]), b.ints([0])]),
  },
  {
    name: 'an index into the batch',
    build: (b, x) =>
      b.node('Unsqueeze', [b.node('Gather', [x, b.constant(int64Constant([], [0]))]), b.ints([0])]),
  },
  {
    name: 'a gather through whole images',
    build: (b, x) => reshape(b, b.node('Gather', [reshape(b, x, 96), b.ints([5, 3])]), 1, 2),
  },
  {
    name: 'a batch joined with a constant image',
    build: (b, x) => b.node('ReduceMax', [b.node('Concat', [x, weights(b, DIMS)], { axis: 0 }), b.ints([0])]),
  },
  {
    name: 'a class token of one image',
    build: (b, x) => b.node('Concat', [weights(b, [1, 4, 1]), reshape(b, x, 1, 4, 24)], { axis: 2 }),
  },
  {
    name: 'a bias for each window in the batch',
    build: (b, x) => reshape(b, b.node('Add', [reshape(b, x, 4, 24), weights(b, [4, 1])]), 1, 4, 24),
  },
  {
    name: 'a matrix for each window in the batch',
    build: (b, x) => reshape(b, b.node('MatMul', [reshape(b, x, 4, 4, 6), weights(b, [4, 6, 2])]), 1, 32),
  },
  {
    name: 'a statistic over batch and positions',
    build: (b, x) => b.node('MeanVarianceNormalization', [x], {}),
  },
];

async function liftedModel(build: Written['build']): Promise<{ model: Model; obstacle: string | null }> {
  const small = smallModel(18, DIMS, build);
  const { model, shapes } = await specialise(small, { name: 'x', dims: DIMS }, evaluateOnce);
  const { graph, obstacle } = liftBatch(model.graph, shapes, ['x']);
  const inputs = graph.inputs.map((input) => ({ ...input, dims: ['N', ...DIMS.slice(1)] }));
  return { model: { ...model, graph: { ...graph, inputs } }, obstacle };
}

describe('a graph of one image takes any batch', () => {
  test.each(lifted)('$name', async ({ build }) => {
    const { model, obstacle } = await liftedModel(build);
    expect(obstacle).toBeNull();
    const session = await createSession(model, { provider: 'cpu', threads: 1 });
    const y = model.graph.outputs[0]?.name ?? '';
    const size = elementCount(DIMS);
    const x = Float32Array.from(spread(3 * size, 1));
    const run = async (images: Float32Array, count: number) => {
      const results = await session.run({ x: floatValue([count, ...DIMS.slice(1)], images) }, [y]);
      return floatData(results[y] as NonNullable<(typeof results)[string]>);
    };
    const together = await run(x, 3);
    const alone: number[] = [];
    for (const index of [0, 1, 2]) alone.push(...(await run(x.slice(index * size, (index + 1) * size), 1)));
    expect(relativeError(together, alone)).toBeLessThan(1e-6);
    await session.release();
  });
});

describe('a graph that mixes images, or spells their number out, takes one at a time', () => {
  test.each(refused)('$name', async ({ build }) => {
    const { obstacle } = await liftedModel(build);
    expect(obstacle).toMatch(/mixes the images of a batch, or names their number/);
  });
});
