import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeModel } from '../../../../main/engine/onnx/serde.ts';
import type { ExplanationRecord } from '../../../../main/hosts/terminal/explanationRecord.ts';
import { buildCommandLine, liftcam, samples } from '../../../support/commandLine.ts';
import { twoHeads } from '../../../support/headModels.ts';

let folder: string;
let model: string;
beforeAll(async () => {
  await buildCommandLine();
  folder = await mkdtemp(join(tmpdir(), 'liftcam-options-'));
  model = join(folder, 'two-heads.onnx');
  await writeFile(model, encodeModel(twoHeads()));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const photo = join(samples, 'chelsea.png');

async function explainOne(...parameters: string[]): Promise<ExplanationRecord> {
  const outcome = await liftcam('explain', photo, '--json', ...parameters);
  expect({ status: outcome.status, complaints: outcome.complaints }).toMatchObject({ status: 0 });
  return (JSON.parse(outcome.stdout) as [ExplanationRecord])[0];
}

async function file(name: string, content: unknown): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describe('what the command line says of a model', () => {
  it('chooses the output, and lists those that there are', async () => {
    expect((await explainOne('--model', model)).logits).toHaveLength(3);
    expect((await explainOne('--model', model, '--output', 'features')).logits).toHaveLength(8);
    const { stdout } = await liftcam('layers', '--model', model);
    expect(stdout).toContain(
      'Outputs: features [1, 8]; scores [1, 3] *. * explained: the others are computed on the way to it; choose with --output.',
    );
  });

  it('sets the size of an open input', async () => {
    const small = await explainOne('--model', model, '--size', '64x48');
    expect(small.layerShape).toEqual([8, 62, 46]);
    expect((await explainOne('--model', model)).layerShape).toEqual([8, 222, 222]);
  });

  it('names the classes', async () => {
    const labels = await file('names.txt', 'one\ntwo\nthree\n');
    expect(['one', 'two', 'three']).toContain(
      (await explainOne('--model', model, '--labels', labels)).class.label,
    );
  });

  it('prepares photos by a file or a preset, and says which numbers follow', async () => {
    const usual = await explainOne();
    const recipe = await file('recipe.json', { mean: [0.2, 0.2, 0.2] });
    const [own, preset] = [
      await explainOne('--preprocessing', recipe),
      await explainOne('--preset', 'efficientnet_b0'),
    ];
    expect(new Set([usual.score, own.score, preset.score]).size).toBe(3);
  });

  it.each<[string[], RegExp]>([
    [['--output', 'nothing'], /The model has no output 'nothing'. Choose from 'features', 'scores'/],
    [['--size', 'big'], /Give height and width in pixels/],
    [['--preset', 'resnet51'], /There is no preset 'resnet51'/],
    [['--preprocessing', '/no/such.json'], /There is no file '\/no\/such.json'/],
    [['--preset', 'vgg16', '--preprocessing', 'x.json'], /cannot be used with option '--preset/],
  ])('%j ends with 2 and one line', async (parameters, line) => {
    const outcome = await liftcam('explain', photo, '--model', model, ...parameters);
    expect({ status: outcome.status, lines: outcome.complaints.length }).toEqual({ status: 2, lines: 1 });
    expect(outcome.complaints[0]).toMatch(line);
  });

  it('refuses a file that does not fit the model, naming file and field', async () => {
    const recipe = await file('four.json', { mean: [0, 0, 0, 0] });
    const labels = await file('four.txt', 'a\nb\nc\nd\n');
    for (const [option, path, message] of [
      ['--preprocessing', recipe, /four\.json cannot be used: mean has 4 entries.*takes 3 channels/],
      ['--labels', labels, /four\.txt cannot be used: it names 4 classes, but the model has 3/],
    ] as const) {
      const outcome = await liftcam('explain', photo, '--model', model, option, path);
      expect(outcome.status).toBe(2);
      expect(outcome.complaints.join()).toMatch(message);
    }
  });
});
