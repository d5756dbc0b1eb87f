import { afterAll, expect, test } from 'vitest';
import { cam } from '../../../main/engine/methods/cam.ts';
import { manifest } from '../../support/golden.ts';
import { GoldenSessions } from '../../support/goldenSessions.ts';

const sessions = new GoldenSessions();
afterAll(() => sessions.release());

const withoutWeights = manifest.cases.filter(
  ({ id }) => id.startsWith('vgg-mini.last') && id.endsWith('ts13'),
);

test.each(withoutWeights)(
  '$id has no weights of means, and is told what its head is before it is run',
  async (golden) => {
    const { head } = await sessions.open(golden);
    expect(() => cam.parts(head, {})).toThrow(
      `CAM needs global average pooling and one linear layer after '${golden.target}'; here follow MaxPool, AveragePool, Reshape, Gemm, Relu.`,
    );
  },
);

test('every golden case with CAM weights has a head that CAM takes', async () => {
  const golden = manifest.cases.filter((each) => 'cam' in each.arrays);
  expect(golden.length).toBeGreaterThan(50);
  for (const each of golden) expect((await sessions.open(each)).head.affine).toBe(true);
});
