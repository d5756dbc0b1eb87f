import { afterAll, expect, test } from 'vitest';
import { floatsOf, type Constant } from '../../../main/engine/onnx/constant.ts';
import { randomiseWeights, weightedNodes } from '../../../main/engine/passes/randomWeights.ts';
import { goldenCase } from '../../support/metricSubjects.ts';
import { GoldenSessions } from '../../support/goldenSessions.ts';

const sessions = new GoldenSessions();
afterAll(() => sessions.release());

async function graphOf(id: string) {
  return (await sessions.classifier(goldenCase(id))).model.graph;
}

const numbers = (constant: Constant | undefined) => [...((constant && floatsOf(constant)) ?? [])];

test('shuffles the weights of the nodes named and no others', async () => {
  const graph = await graphOf('resnet-mini.layer4.i0.c2.ts17bn');
  const nodes = weightedNodes(graph);
  expect(new Set(nodes.map(({ op }) => op))).toEqual(new Set(['BatchNormalization', 'Conv', 'Gemm']));
  const chosen = nodes.slice(-3);
  const random = randomiseWeights(graph, chosen, 1);
  const own = new Set(chosen.flatMap(({ inputs }) => inputs));
  let changed = 0;
  for (const [name, constant] of graph.constants) {
    const [before, after] = [numbers(constant), numbers(random.constants.get(name))];
    expect([...after].sort()).toEqual([...before].sort());
    if (own.has(name) && before.some((value, at) => value !== after[at])) changed += 1;
    if (!own.has(name)) expect(after).toEqual(before);
  }
  expect(changed).toBeGreaterThan(3);
});

test('a tensor is shuffled alike whichever others are, and otherwise with another seed', async () => {
  const graph = await graphOf('vgg-mini.last.i0.c1.ts13');
  const nodes = weightedNodes(graph);
  const weight = nodes[0]?.inputs[1] ?? '';
  const [all, one] = [randomiseWeights(graph, nodes, 1), randomiseWeights(graph, nodes.slice(0, 1), 1)];
  expect(numbers(all.constants.get(weight))).toEqual(numbers(one.constants.get(weight)));
  const known = new Map<string, Constant>();
  const [first, again] = [nodes.slice(0, 1), nodes].map((some) => randomiseWeights(graph, some, 1, known));
  expect(again?.constants.get(weight)).toBe(first?.constants.get(weight));
  const other = randomiseWeights(graph, nodes, 2);
  expect(numbers(other.constants.get(weight))).not.toEqual(numbers(one.constants.get(weight)));
});
