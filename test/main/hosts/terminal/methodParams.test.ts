import { expect, test } from 'vitest';
import { chooseMethods } from '../../../../main/hosts/terminal/methodParams.ts';

const paramsOf = (ids: string[], settings: string[]) =>
  chooseMethods(ids, settings).map(({ method, params }) => [method.id, params]);

test('settings become the parameters of their methods, in the order of the methods', () => {
  const settings = ['score-cam.variant=pytorch-grad-cam', 'random-cam.seed=7', 'score-cam.channels=64'];
  expect(paramsOf(['random-cam', 'score-cam', 'grad-cam++'], settings)).toEqual([
    ['random-cam', { seed: 7 }],
    ['score-cam', { variant: 'pytorch-grad-cam', channels: 64 }],
    ['grad-cam++', {}],
  ]);
  expect(paramsOf(['ablation-cam'], ['ablation-cam.normalise=false'])).toEqual([
    ['ablation-cam', { normalise: false }],
  ]);
  expect(paramsOf(['lrp-cam'], ['lrp-cam.epsilon=1e-4'])[0]?.[1]).toMatchObject({ epsilon: 1e-4 });
});

test.each([
  ['score-cam', 'channels=3', /write it as method\.name=value/],
  ['score-cam', 'random-cam.seed=1', /method random-cam is not among --method/],
  ['random-cam', 'random-cam.sed=1', /has no parameter 'sed'\. It has: seed\./],
  ['random-cam', 'random-cam.seed=many', /^Parameter random-cam\.seed: .*expected number/],
  ['random-cam', 'random-cam.seed=', /^Parameter random-cam\.seed: /],
  ['random-cam', 'random-cam.seed=-1', /^Parameter random-cam\.seed: .*>=0/],
  ['ablation-cam', 'ablation-cam.normalise=maybe', /^Parameter ablation-cam\.normalise: .*boolean/],
  ['lrp-cam', 'lrp-cam.rule=gamma', /epsilon.*z-plus.*flat/],
])('%s refuses --param %s in words', (id, setting, message) => {
  expect(() => chooseMethods([id], [setting])).toThrow(message);
});
