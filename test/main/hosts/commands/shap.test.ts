import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ShapleyRecord } from '../../../../main/hosts/terminal/shapleyRecord.ts';
import {
  buildCommandLine,
  liftcam,
  samples,
  startLiftcam,
  type Running,
} from '../../../support/commandLine.ts';
import { goldenPath } from '../../../support/golden.ts';

let folder: string;
beforeAll(async () => {
  await buildCommandLine();
  folder = await mkdtemp(join(tmpdir(), 'shap-'));
});
afterAll(() => rm(folder, { recursive: true }));

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

it('keeps what is there when it is interrupted, and goes on with that as if it had never stopped, and with nothing else', async () => {
  const file = join(folder, 'kept.json');
  const own = join(folder, 'photo.png');
  await copyFile(photo, own);
  const sampled = ['shap', own, '--model', vgg, '--seed', '3'];
  const running = startLiftcam(...sampled, '--permutations', '1000000', '-o', file, '--json');
  await firstProgress(running);
  running.child.kill('SIGINT');
  const { status, stdout, complaints } = await running.ended;
  expect(status).toBe(130);
  expect(complaints.at(-1)).toMatch(/^Ended before all was done.*kept: go on with --resume .*kept\.json/);
  expect(await readdir(folder)).toEqual(['kept.json', 'photo.png']);
  const [stopped] = JSON.parse(await readFile(file, 'utf8')) as [ShapleyRecord];
  expect(JSON.parse(stdout)).toMatchObject([{ complete: false, pairs: stopped.pairs }]);
  expect(stopped.pairs).toBeGreaterThan(0);
  const goal = ['--permutations', String(2 * (stopped.pairs + 3))];

  const resumed = await liftcam(...sampled, ...goal, '--resume', file, '-o', file, '--json');
  const whole = await liftcam(...sampled, ...goal, '--json');
  const [after] = JSON.parse(resumed.stdout) as ShapleyRecord[];
  const [never] = JSON.parse(whole.stdout) as ShapleyRecord[];
  expect(after).toEqual(never);
  expect(after).toMatchObject({ complete: true, pairs: stopped.pairs + 3 });
  const [kept] = JSON.parse(await readFile(file, 'utf8')) as unknown[];
  expect(kept).toMatchObject({ pairs: stopped.pairs + 3, sampling: { mean: expect.any(Array) } });

  const refused = async (...other: string[]) => {
    const outcome = await liftcam(...sampled, ...goal, '--resume', file, ...other);
    return {
      status: outcome.status,
      said: outcome.complaints.find((line) => line.startsWith('Sampling cannot go on')),
    };
  };
  expect(await refused('--seed', '4')).toEqual({
    status: 2,
    said: expect.stringMatching(/another seed \(3, not 4\)/),
  });
  expect(await refused('--class', 'top2')).toEqual({
    status: 1,
    said: expect.stringMatching(/another class of .*photo\.png/),
  });
  await copyFile(join(samples, 'coffee.png'), own);
  expect(await refused()).toEqual({ status: 1, said: expect.stringMatching(/photo\.png is not the photo/) });
});

it.each([
  [['--stderr', '0'], /above 0/],
  [['--seed', '-1'], /whole number/],
  [['--resume', '/no/such.json'], /\/no\/such\.json: there is no such file/],
  [['--resume', 'package.json'], /no file that 'shap -o' has written/],
  [['--layer', 'add_6', '--method', 'lift-cam,cam'], /CAM needs global average pooling/],
])('refuses %j', async (parameters, message) => {
  const { status, complaints } = await liftcam('shap', photo, ...parameters);
  expect(status).toBe(2);
  expect(complaints.join(' ')).toMatch(message);
});
