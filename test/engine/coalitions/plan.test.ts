import { afterAll, expect, test } from 'vitest';
import { planCoalitions } from '../../../main/engine/coalitions/plan.ts';
import { manifest, type GoldenCase } from '../../support/golden.ts';
import { GoldenSessions } from '../../support/goldenSessions.ts';

const sessions = new GoldenSessions();
afterAll(() => sessions.release());

const MANY = 1e6;

async function planOf(id: string, count = MANY) {
  const golden = manifest.cases.find((each) => each.id === id) as GoldenCase;
  const { head } = await sessions.open(golden);
  return planCoalitions(head, count);
}

const operators = (
  stage: { readonly model: { readonly graph: { readonly nodes: readonly { op: string }[] } } } | null,
) => stage?.model.graph.nodes.map(({ op }) => op);

test('of a head that begins with a convolution, a coalition runs what comes after it', async () => {
  const { before, after } = await planOf('vgg-mini.early.i1.c1.dy18');
  expect(operators(before)).toEqual(['MaxPool', 'Conv']);
  expect(after.cuts).toMatchObject([{ kind: 'sum', dims: [1, 48, 8, 8] }]);
  expect(operators(after)?.slice(0, 2)).toEqual(['Relu', 'MaxPool']);
});

test('for a few coalitions the parts of all channels would not pay', async () => {
  const { before, after } = await planOf('vgg-mini.early.i1.c1.dy18', 10);
  expect(operators(before)).toEqual(['MaxPool']);
  expect(after.cuts).toMatchObject([{ kind: 'apart', layout: { outer: 1, inner: 64 } }]);
});

test('channels are followed through branches, and to the last axis', async () => {
  const dense = await planOf('densenet-mini.transition.i1.c7.dy18');
  expect(dense.after.cuts.map(({ kind }) => kind)).toEqual(['apart', 'apart']);
  expect(operators(dense.before)).toEqual(['BatchNormalization', 'Relu']);
  const last = await planOf('convnext-mini.block1.i1.c8.dy18');
  expect(last.after.cuts).toMatchObject([
    { kind: 'apart', layout: { outer: 256, inner: 1 } },
    { kind: 'apart', layout: { outer: 1, inner: 256 } },
  ]);
});

test('where the head mixes channels at once, or takes one coalition at a time, they enter at the layer', async () => {
  const mixed = await planOf('resnet-mini.layer3.i1.c6.dy18');
  expect([mixed.before, mixed.after.cuts[0]?.name]).toEqual([null, 'relu_10']);
  const single = await planOf('resnet-mini.layer3.i1.c6.dy18-nhwc');
  expect([single.before, single.after.rows]).toEqual([null, 1]);
});

test('scores are read before the last product', async () => {
  const { after } = await planOf('vgg-mini.last.i1.c1.dy18');
  expect(operators(after)?.at(-1)).toBe('Relu');
});
