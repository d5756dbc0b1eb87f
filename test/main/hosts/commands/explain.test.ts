import { unzipSync } from 'fflate';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { readNpy, writeNpy } from '../../../../main/engine/arrays/npy.ts';
import { decodeImage } from '../../../../main/engine/images/decode.ts';
import { preprocess } from '../../../../main/engine/images/preprocess.ts';
import { openModel } from '../../../../main/engine/model/openModel.ts';
import type { ExplanationRecord } from '../../../../main/hosts/terminal/explanationRecord.ts';
import { writeFlatteningModel } from '../../../support/flatteningModel.ts';
import { buildCommandLine, liftcam, samples, startLiftcam } from '../../../support/commandLine.ts';

let folder: string;
beforeAll(buildCommandLine);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'liftcam-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const photo = (name: string) => join(samples, name);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Runs `explain --json` and takes its array apart; `status` is what is expected. */
async function explained(status: number, ...parameters: string[]) {
  const outcome = await liftcam('explain', ...parameters, '--json');
  expect(outcome.complaints.join('\n') || 'nothing').toEqual(status === 0 ? 'nothing' : expect.any(String));
  expect(outcome.status).toBe(status);
  return JSON.parse(outcome.stdout) as ExplanationRecord[];
}

function alphaOf({ alpha }: ExplanationRecord): number[] {
  if (alpha === null) throw new Error('There is no alpha.');
  return alpha;
}

it('explains the sample photos: what they show, weights that add up, maps that are the weighted sum', async () => {
  const out = join(folder, 'out');
  const records = await explained(0, samples, '--out', out, '--save', 'json,png,npz,svg,pdf');
  expect(records.map((record) => record.class.label).slice(1)).toEqual(['tiger cat', 'espresso', 'missile']);
  const stems = records.map(({ input, class: { index } }) => {
    expect(input.startsWith(samples)).toBe(true);
    return `${input.slice(samples.length + 1)}.hardtanh_32.${index}.lift-cam`;
  });
  const endings = ['json', 'npz', 'pdf', 'png', 'svg'];
  expect((await readdir(out)).sort()).toEqual(
    stems.flatMap((stem) => endings.map((ending) => `${stem}.${ending}`)).sort(),
  );

  for (const [at, record] of records.entries()) {
    const { base, score, residual, cancellation, logits, map, layerShape, exact, ms } = record;
    const stem = join(out, stems[at] ?? '');
    expect(JSON.parse(await readFile(`${stem}.json`, 'utf8'))).toEqual(record);

    expect(score).toBeCloseTo(logits[record.class.index] ?? NaN, 5);
    expect(Math.max(...logits)).toBe(logits[record.class.index]);
    expect(layerShape).toEqual([1280, 7, 7]);
    expect(exact).toBe(true);
    expect(Math.min(ms.decode, ms.forward, ms.explain - ms.forward)).toBeGreaterThan(0);

    const difference = score - base;
    const found = sum(alphaOf(record)) - difference;
    const magnitude = (cancellation ?? NaN) * Math.abs(difference);
    expect(Math.abs(found)).toBeLessThanOrEqual(1e-3 * Math.abs(difference) + 1e-5 * magnitude);
    expect(residual).toBeCloseTo(found, 4);

    const arrays = Object.entries(unzipSync(await readFile(`${stem}.npz`)));
    const { alpha, activation, signed, ...rest } = Object.fromEntries(
      arrays.map(([name, bytes]) => [name.replace('.npy', ''), readNpy(bytes, name)]),
    );
    expect(rest.map?.dims).toEqual([7, 7]);
    expect(activation?.dims).toEqual([1280, 7, 7]);
    // JSON has no negative zero.
    expect(Array.from(alpha?.data ?? [], (value) => value + 0)).toEqual(alphaOf(record).map(Math.fround));
    const weighted = map.signed.map((_, place) =>
      sum(alphaOf(record).map((weight, k) => weight * (activation?.data[k * 49 + place] ?? NaN))),
    );
    const largest = Math.max(...weighted.map(Math.abs));
    for (const [place, value] of weighted.entries()) {
      expect(Math.abs((map.signed[place] ?? NaN) - value)).toBeLessThan(1e-5 * largest);
      expect(signed?.data[place]).toBe(Math.fround(map.signed[place] ?? NaN));
    }
    expect(map.data).toEqual(map.signed.map((value) => Math.max(0, value)));

    const overlay = await decodeImage(`${stem}.png`);
    expect(overlay.width).toBeGreaterThan(600);
    expect((await readFile(`${stem}.svg`, 'utf8')).slice(0, 200)).toContain('<svg');
    expect((await readFile(`${stem}.pdf`)).subarray(0, 5).toString()).toBe('%PDF-');
  }
});

it('prints a table and saves PNG and JSON when it is only told where', async () => {
  const { status, stdout, complaints } = await liftcam('explain', photo('coffee.png'), '--out', folder);
  expect({ status, complaints }).toEqual({ status: 0, complaints: [] });
  expect(stdout).toMatch(/espresso, 95\.0 %.*espresso.*✓/);
  const stem = 'coffee.png.hardtanh_32.967.lift-cam';
  expect((await readdir(folder)).sort()).toEqual([`${stem}.json`, `${stem}.png`]);
});

it('takes preprocessed tensors, and gives for them what it gives for the photo', async () => {
  const model = await openModel(join(samples, '..', 'efficientnet-lite0'), {
    provider: 'cpu',
    statuses: [],
  });
  model.release();
  const names = ['chelsea.png', 'rocket.jpg'];
  const tensors = await Promise.all(
    names.map(async (name) =>
      preprocess(await decodeImage(photo(name)), model.card.preprocessing, model.card.input),
    ),
  );
  const data = new Float32Array(tensors.flatMap(({ tensor }) => Array.from(tensor)));
  const file = join(folder, 'two.npy');
  await writeFile(file, writeNpy({ dims: [2, 3, 224, 224], data }));
  const out = join(folder, 'out');
  const rows = await explained(0, file, '--out', out, '--save', 'png');
  const photos = await explained(0, ...names.map(photo));
  expect(rows.map(({ input, row }) => [input, row])).toEqual([
    [file, 0],
    [file, 1],
  ]);
  for (const key of ['alpha', 'logits', 'map', 'base', 'score', 'class'] as const)
    expect(rows.map((record) => record[key])).toEqual(photos.map((record) => record[key]));
  expect(await readdir(out)).toEqual([
    'two.npy.0.hardtanh_32.282.lift-cam.png',
    'two.npy.1.hardtanh_32.657.lift-cam.png',
  ]);
});

it('explains classes by label, index and rank, one against another, and several methods in order', async () => {
  const cat = photo('chelsea.png');
  const choice = [
    '--class',
    'Tiger Cat',
    '--class',
    '281',
    '--class',
    'top2',
    '--method',
    'lift-cam,grad-cam',
  ];
  const records = await explained(0, cat, ...choice);
  expect(records.map((record) => [record.method, record.class.label])).toEqual(
    ['lift-cam', 'grad-cam'].flatMap((method) =>
      ['tiger cat', 'tabby', 'Egyptian cat'].map((label) => [method, label]),
    ),
  );
  expect(records[3]?.residual).toBeNull();

  const out = join(folder, 'out');
  const against = ['--class', '282', '--versus', 'tabby', '--out', out, '--save', 'json'];
  const [contrast] = (await explained(0, cat, ...against)) as [ExplanationRecord];
  expect(contrast.versus?.label).toBe('tabby');
  expect(contrast.score).toBeCloseTo((contrast.logits[282] ?? NaN) - (contrast.logits[281] ?? NaN), 5);
  // The head is affine: the contrast's weights are the difference of the two classes' weights.
  const [tiger, tabby] = records.map(alphaOf) as [number[], number[]];
  for (const [k, weight] of alphaOf(contrast).entries())
    expect(weight).toBeCloseTo((tiger[k] ?? NaN) - (tabby[k] ?? NaN), 4);
  expect(await readdir(out)).toEqual(['chelsea.png.hardtanh_32.282-281.lift-cam.json']);
});

it('goes on after an image that cannot be read, says which, and ends with 1', async () => {
  const photos = join(folder, 'photos', 'more');
  await mkdir(photos, { recursive: true });
  await cp(photo('coffee.png'), join(photos, 'good.png'));
  await writeFile(join(folder, 'photos', 'broken.jpg'), 'not a photo');
  const out = join(folder, 'out');
  const missing = join(folder, 'missing.png');
  const parameters = ['explain', missing, join(folder, 'photos'), '--out', out, '--json'];
  const { status, stdout, complaints } = await liftcam(...parameters);
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject([
    { input: missing, error: { code: 'image-unreadable' } },
    { input: join(folder, 'photos', 'broken.jpg'), error: { code: 'image-unreadable' } },
    { input: join(photos, 'good.png'), class: { label: 'espresso' } },
  ]);
  expect(complaints).toEqual([
    expect.stringMatching(/missing\.png: there is no such file/),
    expect.stringMatching(/broken\.jpg: /),
    '2 of 3 images failed.',
  ]);
  expect((await readdir(join(out, 'more'))).sort()).toEqual([
    'good.png.hardtanh_32.967.lift-cam.json',
    'good.png.hardtanh_32.967.lift-cam.png',
  ]);
});

it('goes on without a method that refuses, and says below the table what methods say of their results', async () => {
  const model = await writeFlatteningModel(folder);
  const asked = ['--method', 'lift-cam,cam,score-cam', '--param', 'score-cam.channels=2', '--model', model];
  const records = await explained(1, photo('chelsea.png'), ...asked);
  expect(records).toMatchObject([
    { method: 'lift-cam', warnings: [] },
    { input: photo('chelsea.png'), method: 'cam', error: { code: 'input-invalid' } },
    { method: 'score-cam', warnings: [expect.stringMatching(/^Only the 2 channels/)] },
  ]);
  const { status, stdout, complaints } = await liftcam('explain', samples, ...asked);
  expect(status).toBe(1);
  expect(complaints.at(-1)).toBe('4 of 4 images failed, 4 of them by single methods.');
  expect(stdout).toMatch(/│ cam +│ +│ failed +│/);
  expect(stdout).toMatch(/^cam, 4 of 4 results \(first .*\): failed: CAM needs/m);
  expect(stdout).toMatch(/^score-cam, 4 of 4 results \(first .*\): ⚠ Only the 2 channels/m);
  expect(stdout.match(/– ⚠/g)).toHaveLength(4);
});

it('does not save one image over another', async () => {
  const other = join(folder, 'coffee.png');
  await cp(photo('chelsea.png'), other);
  const choice = ['--class', '282', '--out', join(folder, 'out'), '--save', 'npz'];
  const { status, complaints } = await liftcam('explain', photo('coffee.png'), other, ...choice);
  expect(status).toBe(1);
  expect(complaints[0]).toMatch(/coffee\.png would be saved under the names of/);
});

it.each([
  [['explain'], /Missing required argument/],
  [['explain', 'a.png', '--colour'], /Unknown option '--colour'.*liftcam explain --help/],
  [['explain', 'a.png', '--class', '1000'], /no class '1000': .* 0 to 999/],
  [['explain', 'a.png', '--class', 'top6'], /no class 'top6'/],
  [['explain', 'a.png', '--class', 'tiger kat'], /Did you mean 282 'tiger cat'/],
  [['explain', 'a.png', '--layer', 'conv_99'], /'conv_99' is not an activation/],
  [['explain', 'a.png', '--method', 'lift'], /no method 'lift'\. Choose one of: lift-cam/],
  [['explain', 'a.png', '--layer', 'add_6', '--method', 'cam,grad-cam'], /CAM needs global average/],
  [['explain', 'a.png', '--model', 'no.onnx'], /no\.onnx' cannot be opened: there is no such file/],
  [['explain', 'a.png', '--save', 'png'], /--save needs a folder/],
  [['explain', 'a.png', '--out', 'b', '--save', 'gif'], /json, png, npz, svg, pdf/],
  [['explain', 'a.png', '--provider', 'tpu'], /auto, cuda/],
  [['explain', 'a.png', '--threads', '0'], /whole number from 1/],
  [['paint'], /no command 'paint'/],
  [[], /No command/],
])('ends %j with 2 and one line', async (parameters, line) => {
  const { status, stdout, complaints } = await liftcam(...parameters);
  expect({ status, stdout, lines: complaints.length }).toEqual({ status: 2, stdout: '', lines: 1 });
  expect(complaints[0]).toMatch(line);
});

it('ends at Ctrl-C with whole files and whole JSON', async () => {
  const photos = join(folder, 'photos');
  const out = join(folder, 'out');
  await mkdir(photos);
  const count = 60;
  for (let at = 0; at < count; at += 1) await cp(photo('rocket.jpg'), join(photos, `${at}.jpg`));
  const { child, ended } = startLiftcam('explain', photos, '--out', out, '--save', 'npz,json', '--json');
  child.stdout?.once('data', () => child.kill('SIGINT'));
  const { status, stdout, complaints } = await ended;
  expect(status).toBe(130);
  expect(complaints).toEqual(['Ended before all was done.']);
  const records = JSON.parse(stdout) as ExplanationRecord[];
  expect(records.length).toBeLessThan(count);
  const names = await readdir(out);
  expect(names.length).toBe(2 * records.length);
  for (const name of names) {
    const bytes = await readFile(join(out, name));
    if (name.endsWith('.json')) expect(JSON.parse(bytes.toString())).toHaveProperty('alpha');
    else expect(Object.keys(unzipSync(bytes))).toContain('activation.npy');
  }
});
