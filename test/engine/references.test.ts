import { describe, expect, test } from 'vitest';
import type { Classifier } from '../../main/engine/classifier.ts';
import { OUTPUTS, writeExplainer } from '../../main/engine/explainer.ts';
import { splitHead } from '../../main/engine/head.ts';
import type { Builder } from '../../main/engine/onnx/builder.ts';
import { DataType, float32Constant, typedArrayOf } from '../../main/engine/onnx/constant.ts';
import { extract } from '../../main/engine/passes/extract.ts';
import { specialise } from '../../main/engine/passes/specialise.ts';
import { lift } from '../../main/engine/propagation/lift.ts';
import { createSession, floatData, floatValue, type Value } from '../../main/engine/runtime/session.ts';
import { evaluateOnce } from '../../main/engine/runtime/evaluate.ts';
import { elementCount } from '../../shared/tensor.ts';
import { relativeError } from '../support/golden.ts';
import { spread } from '../support/random.ts';
import { weights } from '../support/ruleCase.ts';
import { smallModel } from '../support/smallModel.ts';

const IMAGE = [1, 2, 4, 4];
const CLASSES = 3;

interface Network {
  readonly name: string;
  /** The rest of the network after A = Sin(image), which the image also passes beside. */
  readonly build: (b: Builder, a: string, image: string) => string;
}

const reshape = (b: Builder, x: string, ...dims: number[]) => b.node('Reshape', [x, b.ints(dims)]);
const classify = (b: Builder, x: string, size: number) =>
  b.node('MatMul', [reshape(b, x, 1, size), weights(b, [size, CLASSES])]);

const networks: readonly Network[] = [
  {
    name: 'a sum with the image',
    build: (b, a, image) => classify(b, b.node('Relu', [b.node('Add', [a, image])]), 32),
  },
  {
    name: 'a concatenation with the image, as it comes and after another operator',
    build: (b, a, image) => {
      const both = b.node('Concat', [a, b.node('Tanh', [image])], { axis: 1 });
      const more = b.node('Concat', [b.node('Sigmoid', [both]), b.node('Relu', [a])], { axis: 1 });
      return classify(b, b.node('Tanh', [more]), 96);
    },
  },
  {
    name: 'a gate that the image gives',
    build: (b, a, image) =>
      classify(
        b,
        b.node('Mul', [b.node('Relu', [a]), b.node('Sigmoid', [b.node('GlobalAveragePool', [image])])]),
        32,
      ),
  },
  {
    name: 'a choice by the image, and the image turned so that the batch is not first',
    build: (b, a, image) => {
      const chosen = b.node('Where', [b.node('Greater', [image, b.scalar(0.1)]), a, b.node('Relu', [a])]);
      const [first, second] = [chosen, image].map((each) =>
        b.node('Transpose', [each], { perm: [2, 0, 3, 1] }),
      ) as [string, string];
      return classify(b, b.node('Transpose', [b.node('Mul', [first, second])], { perm: [1, 0, 2, 3] }), 32);
    },
  },
  {
    name: 'channels merged with the batch, beside the image',
    build: (b, a, image) => {
      const planes = b.node('Tanh', [reshape(b, b.node('Relu', [a]), 2, 16)]);
      const beside = reshape(b, image, 2, 16);
      const joined = b.node('Concat', [b.node('Mul', [planes, beside]), planes], { axis: 1 });
      return classify(b, b.node('Sigmoid', [reshape(b, joined, 1, 64)]), 64);
    },
  },
];

describe.each(networks)('a layer with $name beside it', ({ build }) => {
  async function open() {
    const small = smallModel(18, IMAGE, (b, x) => build(b, b.node('Sin', [x]), x));
    const { model, shapes } = await specialise(small, { name: 'x', dims: IMAGE }, evaluateOnce);
    const output = model.graph.outputs[0]?.name ?? '';
    const classifier: Classifier = {
      model,
      shapes,
      input: { name: 'x', layout: 'NCHW', channels: 2, height: 4, width: 4 },
      output,
      logits: { tensor: output, classes: CLASSES, activation: 'none' },
      opset: 18,
      fileOpset: 18,
      views: new Map(),
    };
    const head = splitHead(classifier, model.graph.nodes.find((node) => node.op === 'Sin')?.outputs[0] ?? '');
    const zeros = float32Constant(IMAGE, new Float32Array(elementCount(IMAGE)));
    const explainer = await writeExplainer(head, lift, zeros, evaluateOnce);
    const inputs = model.graph.inputs.map((input) => ({ ...input, dims: ['N', ...IMAGE.slice(1)] }));
    const outputs = head.sides.map((name) => ({ name, dtype: DataType.float32, dims: null }));
    const backbone = { ...model, graph: extract(model.graph, inputs, outputs) };
    return { head, backbone, session: await createSession(explainer, { provider: 'cpu', threads: 1 }) };
  }

  const images = [1, 2, 3].map((seed) => spread(32, seed));
  const seeds = [1, 2, 3].map((seed) => spread(CLASSES, seed + 10));

  async function run(
    { head, session, backbone }: Awaited<ReturnType<typeof open>>,
    chosen: readonly number[],
  ) {
    const of = (rows: readonly (readonly number[])[]) =>
      chosen.flatMap((index) => rows[index] as readonly number[]);
    const pixels = of(images);
    const dims = [chosen.length, ...IMAGE.slice(1)];
    const beside = new Map([['x', float32Constant(dims, pixels)]]);
    const feeds: Record<string, Value> = {
      [head.activation]: floatValue(dims, Float32Array.from(pixels, Math.sin)),
      [OUTPUTS.seed]: floatValue([chosen.length, CLASSES], Float32Array.from(of(seeds))),
    };
    for (const [name, value] of await evaluateOnce(backbone, beside, head.sides)) {
      feeds[name] = { dtype: value.dtype, dims: value.dims, data: typedArrayOf(value) };
    }
    const names = [OUTPUTS.alpha, OUTPUTS.logits, OUTPUTS.base, OUTPUTS.usedSeed];
    const results = await session.run(feeds, names);
    const [alpha, logits, base, seed] = names.map((name) => floatData(results[name] as Value));
    return { alpha, logits, base, seed } as Record<'alpha' | 'logits' | 'base' | 'seed', Float32Array>;
  }

  test('the reference keeps the side at its true value, and the sum of alpha is the change', async () => {
    const opened = await open();
    expect(opened.head.sides).toHaveLength(1);
    for (const index of images.keys()) {
      const { alpha, logits, base, seed } = await run(opened, [index]);
      const change = seed.reduce(
        (sum, weight, i) => sum + weight * ((logits[i] as number) - (base[i] as number)),
        0,
      );
      expect(alpha.reduce((sum, value) => sum + value, 0)).toBeCloseTo(change, 4);
    }
    await opened.session.release();
  });

  test('a batch gives each image what it gets alone', async () => {
    const opened = await open();
    expect(opened.head.batchObstacle).toBeNull();
    const together = await run(opened, [0, 1, 2]);
    const alone: number[] = [];
    for (const index of images.keys()) alone.push(...(await run(opened, [index])).alpha);
    expect(relativeError(together.alpha, alone)).toBeLessThan(1e-5);
    await opened.session.release();
  });
});
