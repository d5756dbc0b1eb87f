import { expect, test } from 'vitest';
import { inputChannels, inputValueWords } from '../../../../renderer/screens/viewer/modelInputWords.ts';
import type { ModelCard, Preprocessing } from '../../../../shared/modelCard.ts';

const steps: Preprocessing = {
  resize: null,
  resample: 'bilinear',
  crop: null,
  fill: 'black',
  rescale: 1 / 255,
  mean: [0.5, 0.25, 0],
  std: [0.5, 1, 0.25],
  channelOrder: 'rgb',
  source: 'a test',
};
const input: ModelCard['input'] = {
  name: 'x',
  layout: 'NCHW',
  channels: 3,
  height: 1,
  width: 2,
  open: false,
};
const planes = Float32Array.of(-1, 1, -0.25, 0.75, 0, 4);

test('the values at a pixel are those of the tensor, in either layout and in the model’s order', () => {
  const values = { tensor: planes, input, preprocessing: steps };
  expect(inputValueWords(values, { x: 1.9, y: 0.5 })).toBe('R 1.00 · G 0.750 · B 4.00');
  const pixels = Float32Array.of(-1, -0.25, 0, 1, 0.75, 4);
  const nhwc = { ...input, layout: 'NHWC' } as const;
  expect(inputValueWords({ ...values, tensor: pixels, input: nhwc }, { x: 1.9, y: 0.5 })).toBe(
    'R 1.00 · G 0.750 · B 4.00',
  );
  expect(
    inputValueWords({ ...values, preprocessing: { ...steps, channelOrder: 'bgr' } }, { x: 0, y: 0 }),
  ).toBe('B −1.00 · G −0.250 · R 0');
});

test('every channel tells its range and mean, and how its values come about', () => {
  expect(inputChannels({ tensor: planes, input, preprocessing: steps })).toEqual([
    { name: 'R', range: '−1.00 to 1.00, mean 0', formula: '(level / 255 − 0.500) / 0.500' },
    { name: 'G', range: '−0.250 to 0.750, mean 0.250', formula: 'level / 255 − 0.250' },
    { name: 'B', range: '0 to 4.00, mean 2.00', formula: 'level / 255 / 0.250' },
  ]);
});

test('levels that were not rescaled, or oddly, are seen', () => {
  const tensor = Float32Array.of(0, 255);
  const grey = { ...input, channels: 1 };
  const raw: Preprocessing = { ...steps, channelOrder: 'grey', rescale: 1, mean: [0], std: [1] };
  expect(inputChannels({ tensor, input: grey, preprocessing: raw })).toEqual([
    { name: 'grey', range: '0 to 255, mean 128', formula: 'level' },
  ]);
  const formulaOf = (rescale: number, mean: number) =>
    inputChannels({ tensor, input: grey, preprocessing: { ...raw, rescale, mean: [mean] } })[0]?.formula;
  expect(formulaOf(0.0125, 1)).toBe('level / 80 − 1.00');
  expect(formulaOf(0.017, 0)).toBe('level × 0.0170');
});
