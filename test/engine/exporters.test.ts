import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ActivationSession, type ExplainerRow } from '../../main/engine/activationSession.ts';
import { readClassifier, type Classifier, type ReadClassifier } from '../../main/engine/classifier.ts';
import { completeness } from '../../main/engine/completeness.ts';
import { decodeModel } from '../../main/engine/onnx/serde.ts';
import { listLayers } from '../../main/engine/model/describeLayers.ts';
import { evaluateOnce } from '../../main/engine/runtime/evaluate.ts';
import { relativeError } from '../support/golden.ts';
import { oneHot } from '../support/goldenSessions.ts';
import { spread } from '../support/random.ts';

/*
 * One network in the files that exporters, optimisers and quantisers make of it (fixtures/exporters/make.py): each is
 * explained as the file that PyTorch exported in float32.
 */

const FOLDER = path.join(import.meta.dirname, '../fixtures/exporters');

type Shape = readonly [channels: number, height: number, width: number];

function read(name: string): Promise<ReadClassifier> {
  const bytes = readFileSync(path.join(FOLDER, `${name}.onnx`));
  return readClassifier(
    decodeModel(bytes, () => new Uint8Array()),
    evaluateOnce,
  );
}

/** Opens the last layer of a shape. */
function openAt(classifier: Classifier, shape: Shape): ActivationSession {
  const layers = listLayers(classifier);
  const layer = layers.filter((each) => String(each.shape) === String(shape)).at(-1);
  if (!layer)
    throw new Error(
      `No layer of shape ${String(shape)} among ${layers.map((each) => each.tensor).join(', ')}`,
    );
  return new ActivationSession(classifier, layer.tensor, { provider: 'cpu', threads: 1 });
}

interface Explained {
  readonly lift: readonly ExplainerRow[];
  readonly gradient: readonly ExplainerRow[];
}

/** Every class, in one batch. */
async function explained(classifier: Classifier, shape: Shape, image: Float32Array): Promise<Explained> {
  const session = openAt(classifier, shape);
  expect(session.head.batchObstacle).toBeNull();
  const point = await session.forward(image);
  const { classes } = session.head;
  const seeds = Array.from({ length: classes }, (_, index) => oneHot(index, classes));
  const lift = await session.explain('lift', point, seeds, false);
  const gradient = await session.explain('gradient', point, seeds, false);
  await session.release();
  return { lift, gradient };
}

function expectComplete(rows: readonly ExplainerRow[]): void {
  for (const [index, row] of rows.entries()) {
    const difference = (row.logits[index] as number) - (row.base[index] as number);
    expect(completeness(row.alpha, difference, row.magnitude).accurate).toBe(true);
  }
}

const joined = (rows: readonly ExplainerRow[], of: 'alpha' | 'logits') => rows.flatMap((row) => [...row[of]]);

/** An image of whole levels, and the numbers that they stand for. */
const BYTES = Float32Array.from(spread(3 * 24 * 24, 1, 0, 255), Math.round);
const IMAGE = BYTES.map((level) => level / 64 - 2);

/**
 * Allowed difference of logits and alpha, as a share of the largest: the rounding of float32, of weights in half
 * precision, and of weights in 8 bits with one scale for a whole kernel.
 */
const [SAME, HALF, EIGHT_BITS] = [2e-5, 1e-3, 3e-2];

interface Variant {
  readonly file: string;
  readonly tolerance: number;
  /** What the person is told of the file. */
  readonly note?: RegExp;
  readonly image?: Float32Array;
}

const quantised = { tolerance: EIGHT_BITS, note: /quantised.*weights dequantised.*without the rounding/ };
const half = { tolerance: HALF, note: /float16.*explained in float32/ };

const networks: readonly { original: string; shapes: readonly Shape[]; variants: readonly Variant[] }[] = [
  {
    original: 'convolutions.ts13',
    shapes: [
      [16, 6, 6],
      [12, 12, 12],
      [8, 12, 12],
    ],
    variants: [
      { file: 'convolutions.dy18', tolerance: SAME },
      { file: 'convolutions.fixed', tolerance: SAME },
      { file: 'convolutions.functions', tolerance: SAME },
      { file: 'convolutions.ort-basic', tolerance: SAME },
      { file: 'convolutions.ort-extended', tolerance: SAME },
      { file: 'convolutions.bytes', tolerance: SAME, image: BYTES },
      { file: 'convolutions.half', ...half },
      { file: 'convolutions.half-io-float', ...half },
      { file: 'convolutions.half-weights', ...half },
      { file: 'convolutions.qdq', ...quantised },
      { file: 'convolutions.qdq-int8', ...quantised },
      { file: 'convolutions.qoperator', ...quantised },
      { file: 'convolutions.dynamic', ...quantised },
    ],
  },
  {
    original: 'tokens.ts13',
    shapes: [[16, 4, 4]],
    variants: [
      { file: 'tokens.dy20', tolerance: SAME },
      { file: 'tokens.ort-basic', tolerance: SAME },
      { file: 'tokens.ort-extended', tolerance: SAME },
    ],
  },
];

describe.each(networks)('$original', ({ original, shapes, variants }) => {
  const expected: Explained[] = [];
  beforeAll(async () => {
    const classifier = await read(original);
    for (const shape of shapes) expected.push(await explained(classifier, shape, IMAGE));
  });

  test.each(variants)('is explained alike in $file', async ({ file, tolerance, note, image = IMAGE }) => {
    const classifier = await read(file);
    if (note) expect(classifier.warnings.join()).toMatch(note);
    else expect(classifier.warnings.join()).not.toMatch(/float32/);
    for (const [index, shape] of shapes.entries()) {
      const { lift, gradient } = await explained(classifier, shape, image);
      const original = expected[index] as Explained;
      expectComplete(lift);
      const errors = {
        logits: relativeError(joined(lift, 'logits'), joined(original.lift, 'logits')),
        lift: relativeError(joined(lift, 'alpha'), joined(original.lift, 'alpha')),
        gradient: relativeError(joined(gradient, 'alpha'), joined(original.gradient, 'alpha')),
      };
      for (const error of Object.values(errors)) expect(error).toBeLessThanOrEqual(tolerance);
    }
  });
});

// Two of them round their biases, to the product of two steps; the third does not.
test('files of the same quantised weights are explained alike, whatever form they have', async () => {
  const [first, ...others] = await Promise.all(
    ['qdq-int8', 'qoperator', 'dynamic'].map(async (form) =>
      explained(await read(`convolutions.${form}`), [16, 6, 6], IMAGE),
    ),
  );
  for (const { lift, gradient } of others) {
    expect(relativeError(joined(lift, 'alpha'), joined(first?.lift ?? [], 'alpha'))).toBeLessThanOrEqual(
      5e-4,
    );
    expect(
      relativeError(joined(gradient, 'alpha'), joined(first?.gradient ?? [], 'alpha')),
    ).toBeLessThanOrEqual(5e-4);
  }
});

describe('Keras, as tf2onnx writes it', () => {
  const keras = JSON.parse(readFileSync(path.join(FOLDER, 'keras.json'), 'utf8')) as {
    readonly logits: readonly number[];
    readonly gradientTimesActivation: readonly number[];
  };
  /** The image sin(i), channels last or first. */
  const [height, width] = [25, 27];
  const last = Float32Array.from({ length: height * width * 3 }, (_, i) => Math.sin(i));
  const first = Float32Array.from(last, (_, i) => {
    const [channel, position] = [Math.floor(i / (height * width)), i % (height * width)];
    return last[position * 3 + channel] as number;
  });

  test.each([
    { file: 'keras.tf2onnx13', layout: 'NHWC', image: last },
    { file: 'keras.tf2onnx18', layout: 'NHWC', image: last },
    { file: 'keras.channels-first', layout: 'NCHW', image: first },
  ])('$file has the logits and gradients of Keras, and is complete', async ({ file, layout, image }) => {
    const classifier = await read(file);
    expect(classifier.input).toMatchObject({ layout, channels: 3, height, width });
    const { lift, gradient } = await explained(classifier, [16, 2, 2], image);
    expectComplete(lift);
    expect(relativeError(lift[2]?.logits ?? [], keras.logits)).toBeLessThanOrEqual(1e-5);
    expect(relativeError(gradient[2]?.alpha ?? [], keras.gradientTimesActivation)).toBeLessThanOrEqual(1e-4);
  });
});

test('an If that asks for a size is the branch that is taken', async () => {
  const classifier = await read('squeezing.if');
  const operators = classifier.model.graph.nodes.map((node) => node.op);
  expect(operators).not.toContain('If');
  expect(operators).toContain('MaxPool');
  expectComplete((await explained(classifier, [8, 12, 12], IMAGE)).lift);
});

test('a file laid out for one kind of processor is refused, with the way out', async () => {
  await expect(read('convolutions.ort-all')).rejects.toThrow(
    /nchwc\.Conv node .*one kind of processor.*original file.*'extended' or 'basic'/,
  );
});
