import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { ExplanationRecord } from '../../../../main/hosts/terminal/explanationRecord.ts';
import { buildCommandLine, liftcam, samples } from '../../../support/commandLine.ts';
import { relativeError } from '../../../support/golden.ts';

let folder: string;
beforeAll(buildCommandLine);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'liftcam-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const photo = join(samples, 'chelsea.png');

it('writes a file whose explanations are those of the model', async () => {
  const file = join(folder, 'explainer.onnx');
  const written = await liftcam('export-explainer', '--layer', 'add_6', '-o', file);
  expect(written).toMatchObject({ status: 0, complaints: [] });
  for (const name of [
    'image',
    'seed',
    'logits',
    'activation',
    'gradient',
    'multipliers',
    'alpha',
    'map',
    'residual',
  ])
    expect(written.stdout).toMatch(new RegExp(`(in|out) +│ ${name} `));
  expect(await readdir(folder)).toEqual(['explainer.onnx']);

  const before = await liftcam('explain', photo, '--layer', 'add_6', '--json');
  const after = await liftcam('explain', photo, '--model', file, '--json');
  expect(after.complaints).toEqual(['The file is an explainer of efficientnet-lite0 at add_6.']);
  const [[first], [second]] = [before, after].map(
    ({ stdout }) => JSON.parse(stdout) as ExplanationRecord[],
  ) as [[ExplanationRecord], [ExplanationRecord]];
  expect(second).toMatchObject({ layer: 'add_6', class: first.class, exact: first.exact });
  expect(relativeError(second.alpha ?? [], first.alpha ?? [NaN])).toBeLessThan(1e-5);
  expect(relativeError(second.map.data, first.map.data)).toBeLessThan(1e-5);
});

it.each([
  [['-o', join('no', 'such', 'folder', 'e.onnx')], /e\.onnx could not be written: the folder does not exist/],
  [['-o', 'e.onnx', '--method', 'score-cam'], /'score-cam' cannot be written as a graph/],
  [[], /^Required option '-o, --file <file>'/],
])('ends %j with 2 and one line', async (parameters, line) => {
  const { status, stdout, complaints } = await liftcam('export-explainer', ...parameters);
  expect({ status, stdout, lines: complaints.length }).toEqual({ status: 2, stdout: '', lines: 1 });
  expect(complaints[0]).toMatch(line);
});

it('measures models, not their explainers', async () => {
  const file = join(folder, 'explainer.onnx');
  await liftcam('export-explainer', '-o', file);
  const { status, complaints } = await liftcam('bench', '--model', file);
  expect(status).toBe(2);
  expect(complaints.at(-1)).toMatch(/is an explainer of efficientnet-lite0.*Give the model itself/);
});
