import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeNpy } from '../../../main/engine/arrays/npy.ts';
import { decodeImage } from '../../../main/engine/images/decode.ts';
import { preprocess } from '../../../main/engine/images/preprocess.ts';
import { saveExplainer } from '../../../main/engine/explainerFile/saveExplainer.ts';
import { openModel, type OpenModel } from '../../../main/engine/model/openModel.ts';
import { joined } from '../../../main/engine/rows.ts';
import { elementCount } from '../../../shared/tensor.ts';
import { expectGoldenOutputs, type ExplainerOutputs } from '../../support/explainerOutputs.ts';
import { goldenTargets } from '../../support/explainerFiles.ts';
import { goldenInput, goldenPath, manifest, relativeError } from '../../support/golden.ts';
import { oneHot } from '../../support/goldenSessions.ts';
import { python } from '../../support/python.ts';
import { repository } from '../../support/repository.ts';

/** Where one output of one run lies in results.bin. */
type Outputs = Readonly<Record<string, { readonly offset: number; readonly shape: readonly number[] }>>;

interface Result {
  readonly batch: string | number;
  readonly together: Outputs;
  readonly alone: readonly Outputs[];
}

const CHOICE = { provider: 'cpu', statuses: [] } as const;
const PHOTOS = ['astronaut.png', 'chelsea.png', 'rocket.jpg'];
const BUNDLED_LAYERS = ['hardtanh_32', 'add_6'];

const runner = await python();
const missing = 'missing' in runner ? runner.missing : '';
const skipped = missing !== '' && process.env.CI !== 'true';

describe.skipIf(skipped)(`explainer files in Python${skipped ? ` (skipped: ${missing})` : ''}`, () => {
  let folder: string;
  let results: Result[];
  let numbers: Buffer;
  let bundled: OpenModel;
  let photos: Float32Array[];
  const targets = goldenTargets().map(({ onnx, target }) => ({
    onnx,
    target,
    cases: manifest.cases.filter((each) => each.onnx === onnx && each.target === target),
  }));

  beforeAll(async () => {
    if ('missing' in runner) throw new Error(runner.missing);
    folder = await mkdtemp(join(tmpdir(), 'explainers-'));
    for (const [index, { onnx, target, cases }] of targets.entries()) {
      const model = await openModel(goldenPath(onnx), CHOICE);
      const images = cases.map((each) => goldenInput(each));
      const seeds = cases.map((each) => oneHot(each.class, model.card.output.classes));
      await write(String(index), model, target, images, seeds);
      model.release();
    }
    bundled = await openModel(join(repository, 'models', 'efficientnet-lite0'), CHOICE, 1);
    photos = await Promise.all(PHOTOS.map((name) => photo(name)));
    for (const layer of BUNDLED_LAYERS) {
      await write(layer, bundled, layer, photos, seedsOfBundled());
    }
    const jobs = [...targets.keys(), ...BUNDLED_LAYERS].map((name) => ({
      model: `${String(name)}.onnx`,
      image: `${String(name)}.image.npy`,
      seed: `${String(name)}.seed.npy`,
    }));
    await writeFile(join(folder, 'jobs.json'), JSON.stringify(jobs));
    await runner.run('runExplainers.py', folder);
    results = JSON.parse(await readFile(join(folder, 'results.json'), 'utf8')) as Result[];
    numbers = await readFile(join(folder, 'results.bin'));
  }, 300_000);
  afterAll(async () => {
    bundled.release();
    await rm(folder, { recursive: true, force: true });
  });

  async function write(
    name: string,
    model: OpenModel,
    layer: string,
    images: readonly Float32Array[],
    seeds: readonly Float32Array[],
  ): Promise<void> {
    const request = { layer, method: 'lift-cam', version: '0.0.0-test' };
    const { graph } = await saveExplainer(model, request, join(folder, `${name}.onnx`));
    const dims = graph.inputs.map((input) => [images.length, ...(input.dims ?? []).slice(1).map(Number)]);
    const files = [
      ['image', images],
      ['seed', seeds],
    ] as const;
    for (const [index, [kind, rows]] of files.entries())
      await writeFile(
        join(folder, `${name}.${kind}.npy`),
        writeNpy({ dims: dims[index] ?? [], data: joined(rows) }),
      );
  }

  async function photo(name: string): Promise<Float32Array> {
    const { preprocessing, input } = bundled.card;
    const raster = await decodeImage(join(repository, 'models', 'samples', name));
    return (await preprocess(raster, preprocessing, input)).tensor;
  }

  /** A named class, the top class, and one class against another. */
  function seedsOfBundled(): Float32Array[] {
    const { classes } = bundled.card.output;
    const contrast = oneHot(281, classes);
    contrast[282] = -1;
    return [oneHot(652, classes), new Float32Array(classes), contrast];
  }

  function outputsOf(outputs: Outputs | undefined, row: number): ExplainerOutputs {
    const arrays = Object.entries(outputs ?? {}).map(([name, { offset, shape }]) => {
      const size = elementCount(shape.slice(1));
      const start = numbers.byteOffset + offset + 4 * size * row;
      return [name, new Float32Array(numbers.buffer.slice(start, start + 4 * size))];
    });
    return Object.fromEntries(arrays) as ExplainerOutputs;
  }

  /** Row `row` as it came out of the batch, after it was found to be what the image gives alone. */
  function rowOf(result: Result, row: number): ExplainerOutputs {
    const alone = outputsOf(result.alone[row], 0);
    if (result.batch === 1) return alone;
    const together = outputsOf(result.together, row);
    for (const name of ['logits', 'alpha', 'map'] as const)
      expect(relativeError(together[name], alone[name]), name).toBeLessThan(1e-4);
    return together;
  }

  test.each(targets.map((each, index) => [`${each.onnx} at ${each.target}`, index] as const))(
    '%s',
    (_name, index) => {
      const result = results[index] as Result;
      for (const [row, golden] of (targets[index]?.cases ?? []).entries())
        expectGoldenOutputs(rowOf(result, row), golden);
    },
  );

  test.each(BUNDLED_LAYERS)('the bundled model at %s agrees with the engine', async (layer) => {
    const result = results[targets.length + BUNDLED_LAYERS.indexOf(layer)] as Result;
    expect(result.batch).toBe('N');
    const session = bundled.layer(layer);
    for (const [row, seed] of seedsOfBundled().entries()) {
      const point = await session.forward(photos[row] as Float32Array);
      const [lift] = await session.explain('lift', point, [seed], true);
      const [gradient] = await session.explain('gradient', point, [seed], true);
      const outputs = rowOf(result, row);
      expect(relativeError(outputs.logits, lift?.logits ?? [])).toBeLessThan(1e-4);
      expect(relativeError(outputs.alpha, lift?.alpha ?? [])).toBeLessThan(1e-3);
      expect(relativeError(outputs.signed, lift?.signed ?? [])).toBeLessThan(1e-3);
      expect(relativeError(outputs.multipliers, lift?.multiplier ?? [])).toBeLessThan(1e-3);
      expect(relativeError(outputs.gradient, gradient?.multiplier ?? [])).toBeLessThan(1e-3);
    }
  });
});
