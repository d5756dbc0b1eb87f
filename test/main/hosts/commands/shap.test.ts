import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { ShapleyRecord } from '../../../../main/hosts/terminal/shapleyRecord.ts';
import {
  buildCommandLine,
  liftcam,
  samples,
  startLiftcam,
  type Running,
} from '../../../support/commandLine.ts';
import { goldenPath } from '../../../support/golden.ts';

beforeAll(buildCommandLine);

const photo = join(samples, 'chelsea.png');
const vgg = goldenPath('models/vgg-mini.dy18.onnx');
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

it('samples the values, tells their errors, and how methods agree with them', async () => {
  const outcome = await liftcam(
    ...['shap', photo, '--model', vgg, '--permutations', '63', '--seed', '5'],
    ...['--method', 'lift-cam,random-cam,eigen-cam', '--json'],
  );
  expect(outcome.status).toBe(0);
  const [record] = JSON.parse(outcome.stdout) as ShapleyRecord[];
  expect(record).toMatchObject({ by: 'sampling', complete: true, pairs: 32, permutations: 64, seed: 5 });
  const { alpha, score, base, stderr, maxStderr, agreement } = record as ShapleyRecord;
  expect(Math.abs(sum(alpha) - (score - base))).toBeLessThan(1e-4 * Math.abs(score - base) + 1e-5);
  expect(maxStderr).toBe(Math.max(...(stderr ?? [])));
  const cosineOf = (id: string) => agreement.find(({ method }) => method === id)?.cosine;
  expect(cosineOf('lift-cam')).toBeGreaterThan(0.9);
  expect(Math.abs(cosineOf('random-cam') ?? NaN)).toBeLessThan(0.5);
  expect(cosineOf('eigen-cam')).toBeNull();
  // The seed decides the methods' random numbers too.
  expect(agreement.find(({ method }) => method === 'random-cam')?.params).toEqual({ seed: 5 });
});

it('is exact on an affine head, where LIFT-CAM is the Shapley value', async () => {
  const outcome = await liftcam('shap', photo);
  expect(outcome.status).toBe(0);
  expect(outcome.stdout).toContain('exact: affine head');
  expect(outcome.stdout).toContain('1.0000 │  1.0000 │');
});

function firstProgress({ child }: Running): Promise<void> {
  return new Promise((resolve) => {
    child.stderr?.on('data', (text: string) => {
      if (/ of \d+ coalitions/.test(text)) resolve();
    });
  });
}

it('keeps what is there when it is interrupted', async () => {
  const running = startLiftcam('shap', photo, '--model', vgg, '--permutations', '1000000', '--json');
  await firstProgress(running);
  running.child.kill('SIGINT');
  const { status, stdout, complaints } = await running.ended;
  expect(status).toBe(130);
  expect(complaints.at(-1)).toMatch(/^Ended before all was done/);
  const [record] = JSON.parse(stdout) as ShapleyRecord[];
  expect(record?.complete).toBe(false);
  expect(record?.pairs).toBeGreaterThan(0);
});

it.each([
  [['--stderr', '0'], /above 0/],
  [['--seed', '-1'], /whole number/],
  [['--layer', 'add_6', '--method', 'lift-cam,cam'], /CAM needs global average pooling/],
])('refuses %j', async (parameters, message) => {
  const { status, complaints } = await liftcam('shap', photo, ...parameters);
  expect(status).toBe(2);
  expect(complaints.join(' ')).toMatch(message);
});
