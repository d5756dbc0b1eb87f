import { afterAll, expect, test } from 'vitest';
import { BATCH } from '../../../main/engine/head.ts';
import type { OutputName } from '../../../main/engine/explainerFile/roles.ts';
import type { Graph } from '../../../main/engine/onnx/ir.ts';
import {
  createSession,
  floatData,
  floatValue,
  type Session,
  type Value,
} from '../../../main/engine/runtime/session.ts';
import { joined, splitRows } from '../../../main/engine/rows.ts';
import { expectGoldenOutputs, type ExplainerOutputs } from '../../support/explainerOutputs.ts';
import { goldenExplainer, goldenTargets } from '../../support/explainerFiles.ts';
import {
  goldenArray,
  goldenInput,
  manifest,
  relativeError,
  tolerance,
  type GoldenCase,
} from '../../support/golden.ts';
import { GoldenSessions, oneHot } from '../../support/goldenSessions.ts';

const sessions = new GoldenSessions();
afterAll(() => sessions.release());

const targets = goldenTargets().map((each) => [`${each.onnx} at ${each.target}`, each] as const);

/** Runs a batch of cases that share a model file. */
async function run(
  session: Session,
  { inputs, outputs }: Graph,
  cases: readonly GoldenCase[],
): Promise<ExplainerOutputs[]> {
  const dims = (at: number) => [cases.length, ...(inputs[at]?.dims ?? []).slice(1).map(Number)];
  const classes = Number(inputs[1]?.dims?.[1]);
  const names = outputs.map((each) => each.name as OutputName);
  const results = await session.run(
    {
      image: floatValue(dims(0), joined(cases.map(goldenInput))),
      seed: floatValue(dims(1), joined(cases.map((each) => oneHot(each.class, classes)))),
    },
    names,
  );
  const rows = names.map(
    (name) => [name, splitRows(floatData(results[name] as Value), cases.length)] as const,
  );
  return cases.map(
    (_, row) => Object.fromEntries(rows.map(([name, values]) => [name, values[row]])) as ExplainerOutputs,
  );
}

test.each(targets)('%s', async (_name, { onnx, target }) => {
  const cases = manifest.cases.filter((each) => each.onnx === onnx && each.target === target);
  const { graph } = await goldenExplainer(sessions, { onnx, target });
  const { model, opset } = await sessions.classifier({ onnx });
  const session = await createSession(
    { ...model, opsets: new Map([['', opset]]), graph },
    { provider: 'cpu', threads: 1 },
  );
  const isBatched = graph.inputs[0]?.dims?.[0] === BATCH;
  const outputs = isBatched
    ? await run(session, graph, cases)
    : (await Promise.all(cases.map((each) => run(session, graph, [each])))).flat();
  for (const [index, golden] of cases.entries())
    expectGoldenOutputs(outputs[index] as ExplainerOutputs, golden);
  await session.release();
});

test('fixed-batch exports take a batch as well, wherever their nodes let it be followed', async () => {
  const fixed = goldenTargets().filter((each) => each.onnx.includes('-b1'));
  expect(fixed.length).toBeGreaterThan(0);
  for (const golden of fixed) {
    const { graph } = await goldenExplainer(sessions, golden);
    expect(graph.inputs.map((input) => input.dims?.[0])).toEqual([BATCH, BATCH]);
  }
});

/** Golden arrays that other methods' outputs must reproduce. */
const OTHERS = [
  ['grad-cam', 'alpha', 'gradcam'],
  ['grad-cam++', 'alpha', 'gradcam_pp'],
  ['xgrad-cam', 'alpha', 'xgradcam'],
  ['hires-cam', 'signed', 'hirescam'],
  ['layer-cam', 'signed', 'layercam'],
] as const;

/** One export of each model, at each of its targets. */
const exportsOfModels = new Map(goldenTargets().map((each) => [each.id.replace(/\.[^.]*$/, ''), each]));

test.each([...exportsOfModels])('%s by other methods', async (_name, golden) => {
  const { model, opset } = await sessions.classifier(golden);
  for (const [method, output, array] of OTHERS) {
    const { graph } = await goldenExplainer(sessions, golden, method);
    const session = await createSession(
      { ...model, opsets: new Map([['', opset]]), graph },
      { provider: 'cpu', threads: 1 },
    );
    const [outputs] = await run(session, graph, [golden]);
    const error = relativeError(outputs?.[output] ?? [], goldenArray(golden, array));
    expect(error, method).toBeLessThan(tolerance(golden, array));
    await session.release();
  }
});
