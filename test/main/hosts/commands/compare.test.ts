import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeFlatteningModel } from '../../../support/flatteningModel.ts';
import { buildCommandLine, liftcam, samples, startLiftcam } from '../../../support/commandLine.ts';

const PHOTO = join(samples, 'chelsea.png');
const QUICK = ['--method', 'lift-cam,grad-cam', '--metric', 'ad,ic'];
let folder: string;

beforeAll(async () => {
  await buildCommandLine();
  folder = await mkdtemp(join(tmpdir(), 'compare-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Report {
  readonly n: number;
  readonly failures: readonly { input: string; error: { code: string } }[];
  readonly rows: readonly {
    method: string;
    failed: number;
    agreement: Record<string, { mean: number; low: number | null } | null>;
    metrics: Record<string, { mean: number; n: number } | null>;
  }[];
  readonly images: readonly {
    input: string;
    reference: { exact: boolean };
    methods: readonly {
      error: { code: string } | null;
      measurements: Record<string, { value: number | null; protocol: object }>;
    }[];
  }[];
}

it('prints every number with its protocol as JSON, and counts what failed', async () => {
  const broken = join(folder, 'broken.png');
  await writeFile(broken, 'no image');
  const coffee = join(samples, 'coffee.png');
  const { status, stdout } = await liftcam('compare', PHOTO, broken, coffee, ...QUICK, '--json');
  expect(status).toBe(1);
  const report = JSON.parse(stdout) as Report;
  expect(report.n).toBe(2);
  expect(report.failures).toMatchObject([{ input: broken, error: { code: 'image-unreadable' } }]);
  expect(report.rows.map(({ method }) => method)).toEqual([
    'lift-cam',
    'grad-cam',
    'random-cam',
    'centre-gaussian',
  ]);
  const [lift, gradCam, random, centre] = report.rows;
  expect(lift?.agreement.cosine?.mean).toBeCloseTo(1, 6);
  expect(lift?.agreement.topOverlap?.mean).toBe(1);
  expect(gradCam?.agreement.cosine?.mean).toBeLessThan(0.9);
  expect(Math.abs(random?.agreement.cosine?.mean ?? 1)).toBeLessThan(0.3);
  expect(centre?.agreement.cosine).toBeNull();
  expect(lift?.metrics.ad?.n).toBe(2);
  const [image] = report.images;
  expect(image).toMatchObject({ input: PHOTO, reference: { exact: true } });
  expect(image?.methods[0]?.measurements.ad?.protocol).toMatchObject({ clamp: true });
});

it('writes a table to a file in the form that its name ends in', async () => {
  const file = join(folder, 'table.tex');
  const outcome = await liftcam('compare', PHOTO, ...QUICK, '--no-controls', '-o', file);
  expect(outcome).toEqual({ status: 0, stdout: '', complaints: [] });
  const text = await readFile(file, 'utf8');
  expect(text).toMatch(/LIFT-CAM & 1\.00 & /);
  expect(text).not.toMatch(/control/);
});

it('goes on without a method that refuses, says why in its row, and what the others say of their results', async () => {
  const model = await writeFlatteningModel(folder);
  const file = join(folder, 'gaps.csv');
  const { status, stdout, complaints } = await liftcam(
    ...['compare', samples, '--model', model, '--no-controls', '--metric', 'ad,deletion', '--threads', '1'],
    ...['--method', 'lift-cam,cam,score-cam', '--param', 'score-cam.channels=2', '--json', '-o', file],
  );
  expect(status).toBe(1);
  expect(complaints.at(-1)).toBe('4 of 4 images failed, 4 of them by single methods.');
  expect(complaints.join('\n')).toMatch(/certain .* of all 4 photos: check the preprocessing/);
  const { images, rows } = JSON.parse(stdout) as Report;
  expect(rows.map(({ failed }) => failed)).toEqual([0, 4, 0]);
  expect(images[0]?.methods[1]?.error).toMatchObject({ code: 'input-invalid' });
  const lines = (await readFile(file, 'utf8')).split('\n');
  expect(lines.find((line) => line.startsWith('lift-cam,1,'))).toMatch(/,0,$/);
  expect(lines.find((line) => line.startsWith('cam,,'))).toMatch(/,4,"CAM needs global average pooling/);
  for (const note of [
    /^# Model flattening .*provider cpu, threads 1; ONNX Runtime /,
    /^# Parameters of methods: score-cam.variant=authors, score-cam.channels=2\.$/,
    /^# ms: from the preprocessed tensor to logits/,
    /^# CAM, 4 of 4 images \(first .*\): failed: CAM needs/,
    /^# Score-CAM, 4 of 4 images \(first .*\): ⚠ Only the 2 channels of largest variance/,
  ])
    expect(lines).toContainEqual(expect.stringMatching(note));
});

it('takes boxes and adds the pointing game', async () => {
  const boxes = join(folder, 'chelsea.xml');
  await writeFile(
    boxes,
    `<annotation><filename>chelsea.png</filename><object><name>tiger cat</name>
     <bndbox><xmin>1</xmin><ymin>1</ymin><xmax>451</xmax><ymax>300</ymax></bndbox></object></annotation>`,
  );
  const { stdout } = await liftcam('compare', PHOTO, ...QUICK, '--boxes', boxes, '--json');
  const { rows } = JSON.parse(stdout) as Report;
  expect(rows[0]?.metrics['pointing-game']?.mean).toBeCloseTo(1, 6);
});

it.each([
  [['--metric', 'beauty'], /no metric 'beauty'/],
  [['--metric', 'pointing-game'], /--boxes/],
  [['--metric', 'ad', '--metric-param', 'add.clamp=true'], /not among --metric/],
  [['--metric', 'add', '--metric-param', 'add.clamp=perhaps'], /add\.clamp/],
  [['--boxes', '/no/such/file.json'], /no such file/],
  [['--agreement', 'likeness'], /cosine, pearson/],
  [['--layer', 'add_6', '--method', 'lift-cam,cam'], /CAM needs global average pooling/],
])('ends %j with 2 and one line', async (parameters, line) => {
  const { status, stdout, complaints } = await liftcam('compare', PHOTO, ...parameters);
  expect({ status, stdout, lines: complaints.length }).toEqual({ status: 2, stdout: '', lines: 1 });
  expect(complaints[0]).toMatch(line);
});

it('ends cleanly on Ctrl-C, without a half-written file', async () => {
  const before = await readdir(folder);
  // The line on the image that fails tells that the work has begun.
  const { child, ended } = startLiftcam('compare', '/no/photo.png', samples, '-o', join(folder, 'late.csv'));
  await once(child.stderr!, 'data');
  child.kill('SIGINT');
  const { status } = await ended;
  expect(status).toBe(130);
  const added = (await readdir(folder)).filter((name) => !before.includes(name));
  expect(added.filter((name) => name !== 'late.csv')).toEqual([]);
});
