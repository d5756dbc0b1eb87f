import { linkSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { median } from '../../main/engine/benchmark.ts';
import { createEngine } from '../../main/engine/engine.ts';

/*
 * node test/bench/run.mjs topImages [--images N] [--model PATH] [--layer TENSOR]: how fast a folder is searched for the
 * images that activate the channels most, with how much memory, how long an explanation takes meanwhile, and how soon a
 * cancel is heard. The folder holds the bundled photos under N names.
 */

const SAMPLES = 'models/samples';
const ROUNDS = 20;
const APART_MILLISECONDS = 130;

const { values } = parseArgs({
  options: {
    images: { type: 'string', default: '2000' },
    model: { type: 'string', default: 'models/efficientnet-lite0' },
    layer: { type: 'string' },
  },
});
const root = await folderOf(Number(values.images));
const engine = await createEngine({
  bundledModel: values.model,
  samples: root,
  provider: 'cpu',
  version: 'bench',
});
const [entry] = await engine.calls['model.list']({});
const [folder] = await engine.calls['folder.list']({});
const card = await engine.calls['model.open']({ ref: entry?.ref ?? '' });
const layer = values.layer ?? card.defaultLayer;
const subject = { model: card.id, layer, folder: folder?.id ?? '' };

await explainFor();
const alone = await many(explainFor);
const cancels = await many(cancelFor);
let resident = 0;
let explaining = Promise.resolve<number[]>([]);
const start = performance.now();
const { done, failed } = await engine.jobs.topImages(
  { ...subject, resume: false },
  ({ done: so, total }) => {
    if (so > 0 && resident === 0) explaining = many(explainFor);
    if (total !== null && so < total / 4) resident = process.memoryUsage.rss();
  },
  new AbortController().signal,
);
const seconds = (performance.now() - start) / 1000;
const growth = (process.memoryUsage.rss() - resident) / 1e6;
const meanwhile = await explaining;
console.log(
  `${done} images, ${failed} not read: ${seconds.toFixed(1)} s, ${(done / seconds).toFixed(1)} a second`,
);
console.log(`resident memory from a quarter of the way to the end: ${growth.toFixed(0)} MB more`);
console.log(`an explanation alone: ${words(alone)}`);
console.log(`an explanation meanwhile: ${words(meanwhile)}`);
console.log(`from a cancel to the end: ${words(cancels)}`);
rmSync(root, { recursive: true });

/** The bundled photos under many names, in a new folder. */
async function folderOf(images: number): Promise<string> {
  const target = mkdtempSync(join(tmpdir(), 'bench-top-images-'));
  const names = readdirSync(SAMPLES);
  for (const name of names) await copyFile(join(SAMPLES, name), join(target, name));
  for (let index = names.length; index < images; index += 1) {
    const name = names[index % names.length] ?? '';
    linkSync(join(target, name), join(target, `${String(index)}${extname(name)}`));
  }
  return target;
}

/** Some measurements, at moments that fall anywhere in the work on an image. */
async function many(measure: () => Promise<number>): Promise<number[]> {
  const found: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await pause(APART_MILLISECONDS + round);
    found.push(await measure());
  }
  return found;
}

/** Milliseconds from asking for an explanation to having it. */
async function explainFor(): Promise<number> {
  const request = { model: card.id, layer, image: `${subject.folder}/chelsea.png`, method: 'lift-cam' };
  const begun = performance.now();
  await engine.jobs.explain(
    { ...request, targets: [{ class: { rank: 1 } }] },
    () => undefined,
    new AbortController().signal,
  );
  return performance.now() - begun;
}

/** Milliseconds from cancelling a search to its end. */
async function cancelFor(): Promise<number> {
  const controller = new AbortController();
  const search = engine.jobs.topImages({ ...subject, resume: true }, () => undefined, controller.signal);
  const ended = search.catch(() => performance.now());
  await pause(APART_MILLISECONDS);
  const begun = performance.now();
  controller.abort();
  return Number(await ended) - begun;
}

function words(times: readonly number[]): string {
  return `${median(times).toFixed(1)} ms in the middle, ${Math.max(...times).toFixed(1)} at most`;
}
