import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createEngine } from '../../main/engine/engine.ts';
import type { ImageEntry } from '../../shared/api.ts';
import type { EngineService } from '../../shared/job.ts';
import type { ModelCard } from '../../shared/modelCard.ts';
import type { Params } from '../../shared/params.ts';
import type { Explanation, TargetSelector } from '../../shared/result.ts';
import { createOwnEngine } from '../support/ownEngine.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const TIGER_CAT = 282;
const TABBY = 281;

let engine: EngineService;
let card: ModelCard;
let images: ImageEntry[];

function never(): AbortSignal {
  return new AbortController().signal;
}

beforeAll(async () => {
  engine = (await createOwnEngine()).service;
  const [model] = await engine.calls['model.list']({});
  const [folder] = await engine.calls['folder.list']({});
  card = await engine.calls['model.open']({ ref: model?.ref ?? '' });
  images = [];
  await engine.jobs['folder.scan'](
    { folder: folder?.id ?? '' },
    (event) => images.push(...event.images),
    never(),
  );
});

function imageId(name: string): string {
  const found = images.find((each) => each.name === name);
  if (!found) throw new Error(`no image ${name}`);
  return found.id;
}

async function explain(
  image: string,
  targets: TargetSelector[],
  options: { layer?: string; method?: string; params?: Params } = {},
): Promise<Explanation[]> {
  const explanations: Explanation[] = [];
  await engine.jobs.explain(
    { model: card.id, image: imageId(image), targets, method: 'lift-cam', ...options },
    (event) => {
      if (event.kind === 'explanation') explanations.push(event.explanation);
    },
    never(),
  );
  return explanations;
}

async function explainOne(...request: Parameters<typeof explain>): Promise<Explanation> {
  const [explanation] = await explain(...request);
  if (!explanation) throw new Error('nothing was explained');
  return explanation;
}

const TOP: TargetSelector = { class: { rank: 1 } };
const sum = (values: Float32Array) => values.reduce((total, value) => total + value, 0);

test('a method that is refused gives the prediction all the same, before it says why', async () => {
  const [{ prediction }] = (await explain('coffee.png', [TOP], { layer: 'add_6' })) as [Explanation];
  const told: number[] = [];
  const request = { model: card.id, image: imageId('coffee.png'), targets: [TOP] };
  const refused = engine.jobs.explain(
    { ...request, layer: 'add_6', method: 'cam' },
    (event) => {
      if (event.kind === 'prediction') told.push(...event.prediction.logits);
    },
    never(),
  );
  await expect(refused).rejects.toThrow('CAM needs global average pooling');
  expect(told).toHaveLength(1000);
  expect(told.indexOf(Math.max(...told))).toBe(prediction.top[0]?.index);
  expect(Math.max(...told)).toBeCloseTo(prediction.top[0]?.logit ?? NaN, 4);
});

test('beside an explanation of the same activation another class comes without it', async () => {
  const shown = await explainOne('coffee.png', [TOP]);
  const kinds = async (image: string, layer?: string) => {
    const found: string[] = [];
    const request = { model: card.id, image: imageId(image), targets: [{ class: { rank: 2 } }] };
    await engine.jobs.explain(
      { ...request, method: 'lift-cam', beside: shown.id, ...(layer !== undefined && { layer }) },
      (event) => {
        found.push(event.kind);
        if (event.kind === 'beside') expect(event.explanation).not.toHaveProperty('activation');
      },
      never(),
    );
    return found;
  };
  expect(await kinds('coffee.png')).toEqual(['prediction', 'beside']);
  expect(await kinds('chelsea.png')).toEqual(['prediction', 'explanation']);
  expect(await kinds('coffee.png', 'add_6')).toEqual(['prediction', 'explanation']);
});

describe('methods and their parameters', () => {
  test('a slow method tells how far it has come, and how long the rest takes', async () => {
    const told: { done: number; total: number; millisecondsLeft: number }[] = [];
    const request = { model: card.id, image: imageId('coffee.png'), targets: [TOP], method: 'score-cam' };
    await engine.jobs.explain(
      { ...request, params: { channels: 64 } },
      (event) => {
        if (event.kind === 'progress') told.push(event);
      },
      never(),
    );
    expect(told.length).toBeGreaterThan(0);
    for (const [index, { done, total, millisecondsLeft }] of told.entries()) {
      expect(total).toBe(64);
      expect(done).toBeGreaterThan(told[index - 1]?.done ?? 0);
      expect(done).toBeLessThanOrEqual(64);
      expect(millisecondsLeft).toBeGreaterThanOrEqual(0);
    }
  });

  test('an explanation carries its parameters, defaults included', async () => {
    const given = { method: 'random-cam', params: { seed: 3 } };
    const explanation = await explainOne('coffee.png', [TOP], given);
    expect(explanation.params).toEqual({ seed: 3 });
    const byDefault = await explainOne('coffee.png', [TOP], { method: 'random-cam' });
    expect(byDefault.params).toEqual({ seed: 0 });
    expect(byDefault.alpha).not.toEqual(explanation.alpha);
  });

  test('what a method costs follows from head and parameters, in passes and in time', async () => {
    const asked = [
      { method: 'grad-cam' },
      { method: 'ablation-cam' },
      { method: 'score-cam' },
      { method: 'score-cam', params: { channels: 64 } },
    ];
    const estimate = (layer: string) =>
      engine.calls['method.estimates']({ model: card.id, layer, methods: asked });
    const affine = await estimate('hardtanh_32');
    expect(affine.map(({ passes }) => passes.head + passes.model)).toEqual([3, 3, 1282, 66]);
    for (const { milliseconds } of affine) expect(milliseconds).toBeGreaterThan(0);
    expect(affine[2]?.milliseconds).toBeGreaterThan(10 * (affine[3]?.milliseconds ?? Infinity));
    const [, ablation] = await estimate('add_6');
    expect(ablation?.passes.head).toBeGreaterThan(100);
    await expect(
      engine.calls['method.estimates']({
        model: card.id,
        methods: [{ method: 'score-cam', params: { channels: -1 } }],
      }),
    ).rejects.toThrow(/^Parameter score-cam\.channels/);
    const stop = new AbortController();
    const cancelled = engine.calls['method.estimates']({ model: card.id, methods: asked }, stop.signal);
    stop.abort();
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('the bundled model on the bundled photos', () => {
  test('opens with its last activation, labels and preprocessing', () => {
    expect(card.defaultLayer).toBe('hardtanh_32');
    expect(card.labels[TIGER_CAT]).toBe('tiger cat');
    expect(card.preprocessing.crop).toEqual({ width: 224, height: 224 });
    expect(card.warnings).toEqual([]);
    const layer = card.layers.find((each) => each.tensor === 'hardtanh_32');
    expect(layer).toMatchObject({ shape: [1280, 7, 7], head: 'affine', cut: true, obstacle: null });
  });

  test.each([
    ['chelsea.png', 'tiger cat'],
    ['coffee.png', 'espresso'],
    ['rocket.jpg', 'missile'],
    ['astronaut.png', 'football helmet'],
  ])('%s is a %s', async (image, label) => {
    const explanation = await explainOne(image, [TOP]);
    expect(explanation.target.class.label).toBe(label);
    expect(explanation.exact).toBe(true);
    expect(explanation.accurate).toBe(true);
    expect(Math.max(...explanation.map.relu)).toBeGreaterThan(0);
  });

  test('every block output has an accurate explanation', async () => {
    const blocks = card.layers.filter((layer) => /^add_\d+$|^add$/.test(layer.tensor));
    expect(blocks.length).toBe(9);
    for (const { tensor } of blocks) {
      const explanation = await explainOne('chelsea.png', [TOP], { layer: tensor });
      expect(explanation.exact, tensor).toBe(false);
      expect(explanation.accurate, `${tensor}: ${String(explanation.residual)}`).toBe(true);
    }
  });
});

test('a photo that is sent smaller tells its own size', async () => {
  const { width, height, photo } = await engine.calls['image.photo']({
    image: imageId('rocket.jpg'),
    size: 320,
  });
  expect({ width, height, photo }).toEqual({ width: 320, height: 214, photo: { width: 640, height: 427 } });
});

describe('targets', () => {
  test('several classes in one run are what each is alone', async () => {
    const classes: TargetSelector[] = [TOP, { class: { index: TABBY } }, { class: { rank: 3 } }];
    const together = await explain('chelsea.png', classes, { layer: 'add_6' });
    for (const [index, target] of classes.entries()) {
      const alone = await explainOne('chelsea.png', [target], { layer: 'add_6' });
      expect(together[index]?.target).toEqual(alone.target);
      for (const [k, weight] of alone.alpha?.entries() ?? []) {
        expect(Math.abs((together[index]?.alpha?.[k] ?? NaN) - weight)).toBeLessThan(1e-4);
      }
    }
  });

  test('a contrast is the difference of the two explanations', async () => {
    const contrast = await explainOne('chelsea.png', [
      { class: { index: TIGER_CAT }, versus: { index: TABBY } },
    ]);
    const [cat, tabby] = await explain('chelsea.png', [
      { class: { index: TIGER_CAT } },
      { class: { index: TABBY } },
    ]);
    expect(contrast.score).toBeCloseTo((cat?.score ?? NaN) - (tabby?.score ?? NaN), 4);
    expect(sum(contrast.alpha ?? new Float32Array())).toBeCloseTo(contrast.score - contrast.base, 4);
    expect(contrast.alpha?.[100]).toBeCloseTo((cat?.alpha?.[100] ?? NaN) - (tabby?.alpha?.[100] ?? NaN), 5);
  });

  test.each([
    [{ class: { index: 1000 } }, 'class-unknown'],
    [{ class: { index: 1 }, versus: { index: 1 } }, 'class-unknown'],
  ] as const)('%o is refused', async (target, code) => {
    await expect(explain('chelsea.png', [target])).rejects.toMatchObject({ code });
  });
});

describe('coalitions', () => {
  test('v(all) is the score and v of an affine head is additive', async () => {
    const explanation = await explainOne('coffee.png', [TOP]);
    const all = await engine.calls['coalition.value']({ explanation: explanation.id, absent: [] });
    expect(all.score).toBeCloseTo(explanation.score, 4);
    expect(all.probability).toBeCloseTo(explanation.target.class.probability, 5);
    const absent = [3, 17, 900];
    const value = await engine.calls['coalition.value']({ explanation: explanation.id, absent });
    const additive =
      explanation.score - absent.reduce((total, k) => total + (explanation.alpha?.[k] ?? NaN), 0);
    expect(value.score).toBeCloseTo(additive, 4);
  });

  test('v(none) is the base value, at a head that is not linear too', async () => {
    const explanation = await explainOne('coffee.png', [TOP], { layer: 'add_6' });
    const absent = Array.from({ length: explanation.layerShape[0] }, (_, k) => k);
    const none = await engine.calls['coalition.value']({ explanation: explanation.id, absent });
    expect(none.score).toBeCloseTo(explanation.base, 3);
  });

  test('a metric of an explanation carries its protocol; a curve of the same kind has the same area', async () => {
    const { id } = await explainOne('chelsea.png', [TOP]);
    const { metrics } = await engine.calls['engine.info']({});
    expect(metrics.map((each) => each.id)).toContain('deletion');
    const step = 224 * 14;
    const measured = await engine.jobs.metric(
      { explanation: id, metric: 'deletion', params: { step } },
      () => undefined,
      never(),
    );
    const curve = await engine.jobs.curve(
      { explanation: id, kind: 'deletion', ranking: 'map', step, seed: 0 },
      () => undefined,
      never(),
    );
    expect(measured.value).toBeCloseTo(curve.auc, 6);
    expect(measured.protocol).toMatchObject({ step, baseline: 'zeros', score: 'softmax probability' });
  });

  test('a point of a curve can be looked at', async () => {
    const { id, model, image } = await explainOne('chelsea.png', [TOP]);
    const request = { explanation: id, kind: 'deletion', ranking: 'map', seed: 0 } as const;
    const whole = await engine.calls['curve.image']({ ...request, at: 0 });
    const { tensor, ...view } = await engine.calls['image.modelView']({ image: image ?? '', model });
    expect(whole).toEqual(view);
    // Its numbers as the model gets them: levels 0 to 255, less 127 and divided by 128.
    expect(tensor).toHaveLength(3 * 224 * 224);
    const [low, high] = [tensor.reduce((a, b) => Math.min(a, b)), tensor.reduce((a, b) => Math.max(a, b))];
    expect(low).toBeGreaterThanOrEqual(-127 / 128 - 1e-6);
    expect(high).toBeLessThanOrEqual(1 + 1e-6);
    expect(high - low).toBeGreaterThan(1);
    const half = await engine.calls['curve.image']({ ...request, at: 112 });
    const nothing = await engine.calls['curve.image']({ ...request, at: 224 });
    // One colour takes next to no bytes as PNG.
    expect(half.data.length).toBeLessThan(whole.data.length);
    expect(nothing.data.length).toBeLessThan(0.05 * half.data.length);
    await expect(engine.calls['curve.image']({ ...request, at: 225 })).rejects.toThrow(/points 0 to 224/);
  });

  test('a channel that does not exist is refused', async () => {
    const { id } = await explainOne('coffee.png', [TOP]);
    await expect(engine.calls['coalition.value']({ explanation: id, absent: [1280] })).rejects.toThrow(
      /1280 channels/,
    );
  });
});

describe('refusals name what is wrong and what there is', () => {
  test.each([
    [{ method: 'magic-cam' }, /lift-cam, grad-cam/],
    [{ layer: 'no_such_tensor' }, /not an activation/],
    [{ layer: 'logits' }, /not an activation/],
  ])('%o', async (options, message) => {
    await expect(explain('chelsea.png', [TOP], options)).rejects.toThrow(message);
  });

  test('an image outside the opened folders', async () => {
    const [folder] = await engine.calls['folder.list']({});
    const outside = `${folder?.id ?? ''}/../efficientnet-lite0/model.onnx`;
    await expect(engine.calls['image.thumbnail']({ image: outside, size: 64 })).rejects.toMatchObject({
      code: 'path-refused',
    });
  });

  test('a curve that is cancelled stops with that word', async () => {
    const { id } = await explainOne('rocket.jpg', [TOP]);
    const cancel = new AbortController();
    const points: number[] = [];
    const running = engine.jobs.curve(
      { explanation: id, kind: 'deletion', ranking: 'map', seed: 0 },
      (event) => {
        points.push(...event.probabilities);
        cancel.abort();
      },
      cancel.signal,
    );
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect(points.length).toBeGreaterThan(0);
    expect(points.length).toBeLessThan(225);
  });
});

describe('models that come and go', () => {
  async function engineOf(): Promise<EngineService> {
    return createEngine({
      bundledModel: path.join(ROOT, 'models/efficientnet-lite0'),
      samples: path.join(ROOT, 'models/samples'),
      provider: 'cpu',
      threads: 1,
      version: '0.0.0-test',
    });
  }
  const golden = (name: string) => path.join(ROOT, `test/golden/models/${name}.onnx`);

  test('a model that cannot be opened leaves the one before in place', async () => {
    const service = await engineOf();
    const [bundled] = await service.calls['model.list']({});
    // Wherever the application lies, and also where the person opens the file themselves.
    expect(bundled?.ref).toBe('bundled-model');
    expect(await service.calls['model.add']({ path: bundled?.path ?? '' })).toEqual(bundled);
    const opened = await service.calls['model.open']({ ref: bundled?.ref ?? '' });
    const broken = await service.calls['model.add']({ path: path.join(ROOT, 'models/samples/coffee.png') });
    await expect(service.calls['model.open']({ ref: broken.ref })).rejects.toMatchObject({
      code: 'model-unreadable',
    });
    await expect(service.calls['model.open']({ ref: broken.ref })).rejects.toMatchObject({
      code: 'model-unreadable',
    });
    const again = await service.calls['model.open']({ ref: bundled?.ref ?? '' });
    expect(again.id).toBe(opened.id);
  });

  test('an opening that is cancelled leaves the one before in place, and holds up no other', async () => {
    const service = await engineOf();
    const [bundled] = await service.calls['model.list']({});
    const opened = await service.calls['model.open']({ ref: bundled?.ref ?? '' });
    const other = await service.calls['model.add']({ path: golden('vgg-mini.dy18') });
    const stop = new AbortController();
    const opening = service.calls['model.open']({ ref: other.ref }, stop.signal);
    const rejected = expect(opening).rejects.toMatchObject({ code: 'cancelled' });
    setImmediate(() => stop.abort());
    await rejected;
    const layer = opened.defaultLayer;
    const estimates = { model: opened.id, layer, methods: [{ method: 'lift-cam' }] };
    expect(await service.calls['method.estimates'](estimates)).toHaveLength(1);
    expect((await service.calls['model.open']({ ref: other.ref })).id).not.toBe(opened.id);
  });

  test('work on a model is finished when another is opened meanwhile', async () => {
    const service = await engineOf();
    const [bundled] = await service.calls['model.list']({});
    const [folder] = await service.calls['folder.list']({});
    const first = await service.calls['model.open']({ ref: bundled?.ref ?? '' });
    const found: Explanation[] = [];
    const request = {
      model: first.id,
      image: `${folder?.id ?? ''}/coffee.png`,
      targets: [TOP],
      method: 'lift-cam',
    };
    await service.jobs.explain(
      request,
      (event) => event.kind === 'explanation' && found.push(event.explanation),
      never(),
    );
    const id = found[0]?.id ?? '';
    const curve = service.jobs.curve(
      { explanation: id, kind: 'deletion', ranking: 'map', seed: 0, step: 2000 },
      () => undefined,
      never(),
    );
    const other = await service.calls['model.add']({ path: golden('vgg-mini.dy18') });
    const [result] = await Promise.all([curve, service.calls['model.open']({ ref: other.ref })]);
    expect(result.auc).toBeGreaterThan(0);
    await expect(service.calls['coalition.value']({ explanation: id, absent: [0] })).rejects.toThrow(
      /no longer held/,
    );
    await expect(service.jobs.explain(request, () => undefined, never())).rejects.toThrow(
      /not open any more/,
    );
  });

  test('an explanation whose activation made room for many others can still be asked', async () => {
    const [first] = card.layers;
    const request = { model: card.id, image: imageId('coffee.png'), layer: first?.tensor ?? '' };
    const found: Explanation[] = [];
    const explainBy = (method: string, targets: TargetSelector[]) =>
      engine.jobs.explain(
        { ...request, method, targets },
        (event) => event.kind === 'explanation' && found.push(event.explanation),
        never(),
      );
    await explainBy('grad-cam', [TOP]);
    const explanation = found[0] as Explanation;
    const ask = () => engine.calls['coalition.value']({ explanation: explanation.id, absent: [0, 3] });
    const value = await ask();
    // Each of these counts for 2 MB and more of the 256 that are held.
    const classes = Array.from({ length: 64 }, (_, index) => ({ class: { index } }));
    for (let round = 0; round < 3; round += 1) await explainBy('random-cam', classes);
    expect(found).toHaveLength(1 + 3 * 64);
    expect(await ask()).toEqual(value);
  });

  test('an explanation that nobody waits for is not carried out', async () => {
    const cancelled = new AbortController();
    cancelled.abort();
    const events: unknown[] = [];
    const request = { model: card.id, image: imageId('rocket.jpg'), targets: [TOP], method: 'lift-cam' };
    await expect(
      engine.jobs.explain(request, (event) => events.push(event), cancelled.signal),
    ).rejects.toMatchObject({ code: 'cancelled' });
    expect(events).toEqual([]);
  });
});
