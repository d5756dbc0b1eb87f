import { expect, test } from 'vitest';
import { Models } from '../../main/engine/models.ts';
import { goldenPath } from '../support/golden.ts';

test('going back to the model before takes over what was compiled; one before that is compiled anew', async () => {
  const models = new Models('cpu', 1, undefined);
  const names = ['tiny-shap-8.dy18', 'vgg-mini.dy18', 'gray-mini.ts17'];
  const entries = await Promise.all(names.map((name) => models.add(goldenPath(`models/${name}.onnx`))));
  const [a = '', b = '', c = ''] = entries.map(({ ref }) => ref);
  const layerOf = async (ref: string) => (await models.open(ref)).layer();

  const first = await layerOf(a);
  const second = await layerOf(b);
  expect(await layerOf(a)).toBe(first);
  expect(await layerOf(b)).toBe(second);
  const { channels, height, width } = models.current!.card.input;
  await second.forward(new Float32Array(channels * height * width));

  await layerOf(c);
  expect(await layerOf(a)).not.toBe(first);
});

test('a model that gave way is not open any more, though it stays compiled', async () => {
  const models = new Models('cpu', 1, undefined);
  const [first, second] = [
    await models.add(goldenPath('models/tiny-shap-8.dy18.onnx')),
    await models.add(goldenPath('models/vgg-mini.dy18.onnx')),
  ];
  const { card } = await models.open(first.ref);
  await models.open(second.ref);
  expect(() => models.byId(card.id)).toThrow(/not open any more/);
});
