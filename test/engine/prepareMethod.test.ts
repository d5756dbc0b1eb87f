import { afterEach, expect, test, vi } from 'vitest';
import { ActivationSession } from '../../main/engine/activationSession.ts';
import { chooseMethod } from '../../main/engine/methodChoice.ts';
import { methods } from '../../main/engine/methods/index.ts';
import { prepareMethod } from '../../main/engine/prepareMethod.ts';
import { SharedSessions } from '../../main/engine/runtime/sharedSessions.ts';
import { manifest, type GoldenCase } from '../support/golden.ts';
import { GoldenSessions, oneHot } from '../support/goldenSessions.ts';

const compiled: string[] = [];
const get = Reflect.get(SharedSessions.prototype, 'get');
vi.spyOn(SharedSessions.prototype, 'get').mockImplementation(function (this: SharedSessions, key, model) {
  return get.call(this, key, () => {
    compiled.push(key);
    return model();
  });
});
afterEach(() => compiled.splice(0));

/** A head that begins with a convolution and one with a product, one that reads side tensors, one of few channels, an affine one. */
const KINDS = ['vgg-mini.early', 'vgg-mini.last', 'resnet-mini.inside', 'tiny-shap-8', 'densenet-mini.last'];
const models = new GoldenSessions();
const choices = methods.map(({ id }) => chooseMethod(id));

test.each(choices)('what $method.id runs is compiled before its first explanation', async (choice) => {
  const fit = KINDS.filter((kind) => choice.method.id !== 'cam' || kind === 'densenet-mini.last');
  for (const kind of fit) {
    const golden = manifest.cases.find(({ id }) => id.startsWith(kind)) as GoldenCase;
    const context = await models.context(golden);
    const session = new ActivationSession(context.classifier, golden.target, { provider: 'cpu', threads: 1 });
    await prepareMethod(session, choice);
    const point = await session.forward(context.tensor);
    expect(compiled).toContain('backbone');
    compiled.splice(0);
    const seeds = [oneHot(golden.class, session.head.classes)];
    await choice.method.run(session, point, seeds, context, choice.params);
    expect(compiled).toEqual([]);
    await session.release();
  }
});
