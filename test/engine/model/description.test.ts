import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openModel } from '../../../main/engine/model/openModel.ts';
import { encodeModel } from '../../../main/engine/onnx/serde.ts';
import { HeadModel } from '../../support/headModels.ts';

const CPU = { provider: 'cpu', statuses: [] } as const;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'liftcam-described-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Beside {
  readonly classes?: number;
  readonly name?: string;
  readonly files?: Readonly<Record<string, unknown>>;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** The card of a model with so many classes, and files beside it. */
async function cardOf({ classes = 3, name = 'small', files = {}, metadata = {} }: Beside) {
  const heads = new HeadModel(['N', 3, 224, 224]);
  heads.output('y', heads.linear(heads.features, 8, classes));
  const model = { ...heads.model(), metadata: new Map(Object.entries(metadata)) };
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${name}.onnx`);
  await writeFile(file, encodeModel(model));
  for (const [beside, content] of Object.entries(files)) {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    await writeFile(path.join(folder, beside), text);
  }
  const open = await openModel(file, CPU);
  open.release();
  return open.card;
}

describe('class names come from the first place that has them', () => {
  const places: readonly [string, Beside][] = [
    ['small.labels.json', { files: { 'small.labels.json': ['a', 'b', 'c'] } }],
    ['config.json', { files: { 'config.json': { id2label: { 0: 'd', 1: 'e', 2: 'f' } } } }],
    ["the model's metadata ('names')", { metadata: { names: "{0: 'g', 1: 'h', 2: 'i'}" } }],
    ['labels.txt', { files: { 'labels.txt': 'j\nk\nl\n' } }],
    ['synset.txt', { files: { 'synset.txt': 'n00000001 m\nn00000002 n\nn00000003 o\n' } }],
  ];
  test.each(places.map(([name], from) => [name, from] as const))('%s', async (name, from) => {
    const later = places.slice(from).map(([, beside]) => beside);
    const card = await cardOf({
      files: Object.assign({}, ...later.map(({ files }) => files ?? {})) as Record<string, unknown>,
      metadata: Object.assign({}, ...later.map(({ metadata }) => metadata ?? {})) as Record<string, string>,
    });
    expect(card.labelsSource).toBe(name);
    expect(card.labels[0]).toBe('adgjm'[from]);
  });

  test('ImageNet where there are 1000 classes, or 1001 with a background first, which is told', async () => {
    const card = await cardOf({ classes: 1000 });
    expect([card.labels[0], card.labels[282]]).toEqual(['tench', 'tiger cat']);
    expect(card.warnings.join()).toMatch(/called by ImageNet's names, as there are 1000/);
    const shifted = await cardOf({ classes: 1001 });
    expect([shifted.labels[0], shifted.labels[1]]).toEqual(['background', 'tench']);
  });

  test('negative and positive where there is one logit, which a file may rename', async () => {
    expect((await cardOf({ classes: 1 })).labels).toEqual(['negative', 'positive']);
    expect((await cardOf({ classes: 1, files: { 'labels.txt': 'hotdog' } })).labels).toEqual([
      'not hotdog',
      'hotdog',
    ]);
    expect((await cardOf({ classes: 1, files: { 'labels.txt': 'cat\ndog' } })).labels).toEqual([
      'cat',
      'dog',
    ]);
  });
});

describe('what is broken is told, and the next place is asked', () => {
  test.each<[string, Record<string, unknown>, RegExp]>([
    [
      'no JSON',
      { 'preprocessor_config.json': '{' },
      /^preprocessor_config\.json cannot be used: it is not valid JSON/,
    ],
    [
      'a field',
      { 'preprocessor_config.json': { size: 'big' } },
      /^preprocessor_config\.json cannot be used: size/,
    ],
    [
      'a size',
      { 'preprocessor_config.json': { size: 100, crop_size: 100 } },
      /preprocessor_config\.json cannot be used: it gives 100 × 100.*takes 224 × 224/,
    ],
    [
      'names',
      { 'labels.txt': 'a\nb' },
      /^labels\.txt cannot be used: it names 2 classes, but the model has 3/,
    ],
    ['a list', { 'small.labels.json': [1] }, /^small\.labels\.json cannot be used: entry 0 is no text/],
    ['an id', { 'config.json': { id2label: { zero: 'a' } } }, /^config\.json cannot be used: id2label\.zero/],
  ])('%s', async (_, files, message) => {
    const card = await cardOf({ files });
    expect(card.warnings.filter((warning) => message.test(warning))).toHaveLength(1);
    expect(card.labels).toEqual(['0', '1', '2']);
    expect(card.preprocessing.source).toMatch(/^defaults for ImageNet/);
  });
});

describe('preprocessing comes from the first place that has it', () => {
  const timm = { pretrained_cfg: { mean: [0.1], std: [0.2], crop_pct: 1 } };
  test.each<[string, Beside]>([
    [
      'preprocessor_config.json',
      { files: { 'preprocessor_config.json': { size: 224 }, 'config.json': timm } },
    ],
    ['config.json (timm)', { files: { 'config.json': timm }, metadata: { mean: '0.5', std: '0.5' } }],
    ["the model's metadata ('mean' and 'std')", { metadata: { mean: '0.5', std: '0.5' }, name: 'vgg16' }],
    ["torchvision's preset for vgg16, by the file's name", { name: 'vgg16' }],
  ])('%s', async (source, beside) => {
    expect((await cardOf(beside)).preprocessing.source).toBe(source);
  });

  test('what is only guessed is told', async () => {
    expect((await cardOf({ name: 'vgg16' })).warnings.join()).toContain("by the file's name");
    expect(
      (await cardOf({ files: { 'preprocessor_config.json': { size: 224 } } })).warnings.join(),
    ).not.toContain('Photos are prepared');
  });
});

test('a configuration for several classes at once makes sigmoids of bare logits', async () => {
  const config = { problem_type: 'multi_label_classification' };
  expect((await cardOf({ files: { 'config.json': config } })).output.activation).toBe('sigmoid');
  expect((await cardOf({ files: { 'config.json': {} } })).output.activation).toBe('softmax');
});
