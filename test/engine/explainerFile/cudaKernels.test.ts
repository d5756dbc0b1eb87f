import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readClassifier } from '../../../main/engine/classifier.ts';
import { spellOut } from '../../../main/engine/explainerFile/spellOut.ts';
import { float } from '../../../main/engine/onnx/builder.ts';
import { evaluateOnce } from '../../../main/engine/runtime/evaluate.ts';
import { relativeError } from '../../support/golden.ts';
import { weights } from '../../support/ruleCase.ts';
import { resultOf, smallModel } from '../../support/smallModel.ts';
import { exportExplainer } from '../../../main/engine/explainerFile/exportExplainer.ts';
import { methods } from '../../../main/engine/methods/index.ts';
import { openModel } from '../../../main/engine/model/openModel.ts';
import { DataType } from '../../../main/engine/onnx/constant.ts';
import type { Graph, Node } from '../../../main/engine/onnx/ir.ts';
import { elementTypes } from '../../support/elementTypes.ts';
import { goldenExplainer, goldenTargets } from '../../support/explainerFiles.ts';
import { GoldenSessions } from '../../support/goldenSessions.ts';
import { repository } from '../../support/repository.ts';
import kernels from '../../fixtures/cuda/kernels.json' with { type: 'json' };
import versions from '../../fixtures/cuda/operatorVersions.json' with { type: 'json' };

/** Ranges of operator versions that CUDA has a kernel for, by operator; an open end is null. */
type Kernels = Readonly<Record<string, readonly (readonly (number | null)[])[]>>;

const since: Readonly<Record<string, readonly number[]>> = versions.since;

/**
 * Nodes that ONNX Runtime would run elsewhere than on CUDA. Arithmetic on shapes, which stays on the processor by
 * design, moves no tensor of the model; it is left out.
 */
function fallingBack(graph: Graph, opset: number): string[] {
  const types = elementTypes(graph);
  const shapes = new Set(graph.constants.keys());
  return graph.nodes.flatMap((node) => {
    const isShape = node.op === 'Shape' || node.inputs.every((name) => name === '' || shapes.has(name));
    if (isShape) for (const output of node.outputs) shapes.add(output);
    return isShape || hasKernel(node, types, opset) ? [] : [`${node.op} ${node.name}`];
  });
}

function hasKernel(node: Node, types: ReadonlyMap<string, number>, opset: number): boolean {
  const touched = new Set([...node.inputs, ...node.outputs].map((name) => types.get(name)));
  const version = Math.max(...(since[node.op] ?? []).filter((each) => each <= opset));
  const known = (touched.has(DataType.float32) ? kernels.float32 : kernels.int64) as Kernels;
  // ONNX Runtime takes a kernel of an open range for the version alone that the range begins with.
  return (known[node.op] ?? []).some(
    ([from, to]) => from === version || (from! < version && to !== null && version <= to!),
  );
}

const sessions = new GoldenSessions();
afterAll(() => sessions.release());

test.each(goldenTargets().map((each) => [`${each.onnx} at ${each.target}`, each] as const))(
  'nothing falls back from CUDA: %s',
  async (_name, golden) => {
    const { graph } = await goldenExplainer(sessions, golden);
    const { opset } = await sessions.classifier(golden);
    expect(fallingBack(graph, opset)).toEqual([]);
  },
);

test.each(methods.filter((each) => each.write).map((each) => each.id))(
  'nothing falls back from CUDA: the bundled model, %s',
  async (method) => {
    const model = await openModel(join(repository, 'models', 'efficientnet-lite0'), {
      provider: 'cpu',
      statuses: [],
    });
    for (const layer of [undefined, 'add_6']) {
      const { graph, opsets } = await exportExplainer(model, { layer, method, version: '0.0.0' });
      expect(fallingBack(graph, opsets.get('') ?? 0)).toEqual([]);
    }
    model.release();
  },
);

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
