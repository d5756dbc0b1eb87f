import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { chooseMethod } from '../../../main/engine/methodChoice.ts';
import { paramsForm } from '../../../main/engine/paramsChoice.ts';
import { methodOf, methods } from '../../../main/engine/methods/index.ts';
import type { MethodResult } from '../../../main/engine/methods/method.ts';
import { manifest, relativeError, type GoldenCase } from '../../support/golden.ts';
import { GoldenSessions, oneHot } from '../../support/goldenSessions.ts';

const FOLDER = path.join(import.meta.dirname, '../../../main/engine/methods');

/** `grad-cam++` is gradCamPlusPlus. */
function camelCase(id: string): string {
  return id.replaceAll('+', '-plus').replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

test('every file of the folder is one method in the index, named after its id', () => {
  const files = readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name.replace(/\.ts$/, ''))
    .filter((name) => name !== 'index' && name !== 'method');
  expect(methods.map(({ id }) => camelCase(id)).sort()).toEqual(files.sort());
});

test('ids are unique and every method says in one sentence what it computes', () => {
  expect(new Set(methods.map(({ id }) => id)).size).toBe(methods.length);
  for (const { title, summary, paper } of methods) {
    expect(title).not.toBe('');
    expect(summary).toMatch(/^[A-Z].*\.$/);
    expect(paper.url).toMatch(/^https:\/\//);
  }
});

test.each(methods)('$id has parameters with defaults that a form can show', (method) => {
  const { params } = chooseMethod(method.id);
  const { properties } = paramsForm(method);
  expect(Object.keys(properties)).toEqual(Object.keys(method.params.shape));
  for (const [name, { title, description, default: value }] of Object.entries(properties)) {
    expect(title).not.toBe('');
    expect(description).toMatch(/^[A-Za-z].*\.$/);
    expect(params[name]).toEqual(value);
  }
  expect('seed' in properties).toBe(method.properties.stochastic);
});

test('parameters out of range and of no method are refused in words', () => {
  expect(() => chooseMethod('shap-cam', { permutations: 2 })).toThrow(
    /^Parameter shap-cam.permutations: .*>=4/,
  );
  expect(() => chooseMethod('score-cam', { variant: 'mine' })).toThrow(/authors.*pytorch-grad-cam/);
  expect(() => chooseMethod('random-cam', { sed: 1 })).toThrow(
    "Method random-cam has no parameter 'sed'. It has: seed.",
  );
  expect(() => chooseMethod('grad-cam', { seed: 1 })).toThrow('It has none.');
});

test('an unknown id is answered with the ids there are', () => {
  expect(() => methodOf('magic-cam')).toThrow(/lift-cam, grad-cam/);
});

const stochastic = methods.filter(({ properties }) => properties.stochastic);
test.each(stochastic)(
  '$id gives the same for the same seed, and something else for another',
  async ({ id }) => {
    const sessions = new GoldenSessions();
    const golden = manifest.cases.find((each) => each.id.startsWith('vgg-mini.early')) as GoldenCase;
    const session = await sessions.open(golden);
    const context = await sessions.context(golden);
    const point = await session.forward(context.tensor);
    const target = oneHot(golden.class, session.head.classes);
    const alphas = [];
    for (const seed of [1, 1, 2]) {
      const { method, params } = chooseMethod(id, { seed });
      const [result] = (await method.run(session, point, [target], context, params)) as [MethodResult];
      alphas.push(result.alpha);
    }
    expect(alphas[1]).toEqual(alphas[0]);
    expect(alphas[2]).not.toEqual(alphas[0]);
    await sessions.release();
  },
);

/** An affine head, a head of several layers, and one that reads side tensors. */
const KINDS = ['densenet-mini.last', 'vgg-mini.early', 'resnet-mini.inside', 'tiny-shap-8'];
const cases = KINDS.map((prefix) => manifest.cases.find(({ id }) => id.startsWith(prefix)) as GoldenCase);

describe.each(cases.map((each) => [each.id, each] as const))('%s', (id, golden) => {
  const fit = methods
    .filter((method) => method.id !== 'cam' || id.startsWith('densenet-mini.last'))
    .map((method) => chooseMethod(method.id));
  const sessions = new GoldenSessions();
  afterAll(() => sessions.release());

  test.each(fit)('$method.id explains targets together as it does one by one', async ({ method, params }) => {
    const session = await sessions.open(golden);
    const { classes, shape } = session.head;
    const context = await sessions.context(golden);
    const point = await session.forward(context.tensor);
    const versus = oneHot(2, classes);
    versus[5] = -1;
    const seeds = [oneHot(golden.class, classes), new Float32Array(classes), versus];
    const together = await method.run(session, point, seeds, context, params);
    expect(together).toHaveLength(seeds.length);
    for (const [index, seed] of seeds.entries()) {
      const [alone] = (await method.run(session, point, [seed], context, params)) as [MethodResult];
      const among = together[index] as MethodResult;
      expect(alone.alpha === null).toBe(among.alpha === null);
      expect(relativeError(among.alpha ?? [], alone.alpha ?? [])).toBeLessThan(1e-5);
      expect(relativeError(among.signed, alone.signed)).toBeLessThan(1e-5);
      expect(among.seed).toEqual(alone.seed);
      expect(alone.alpha?.length ?? shape[0]).toBe(shape[0]);
      expect(alone.signed).toHaveLength(shape[1] * shape[2]);
      expect(alone.magnitude === null).toBe(!method.properties.complete);
    }
  });

  test.each(fit)('$method.id takes a row of zeros for the top class', async ({ method, params }) => {
    const session = await sessions.open(golden);
    const { classes } = session.head;
    const context = await sessions.context(golden);
    const point = await session.forward(context.tensor);
    const [top] = (await method.run(session, point, [new Float32Array(classes)], context, params)) as [
      MethodResult,
    ];
    const largest = top.logits.indexOf(Math.max(...top.logits));
    expect(top.seed).toEqual(oneHot(largest, classes));
  });
});
