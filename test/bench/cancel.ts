import { parseArgs } from 'node:util';
import { explain, runForward } from '../../main/engine/explain.ts';
import { chooseMethod } from '../../main/engine/methodChoice.ts';
import { openModel } from '../../main/engine/model/openModel.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import { median } from '../../main/engine/benchmark.ts';

/*
 * node test/bench/run.mjs cancel --model PATH [--layer TENSOR]: how long a slow method goes on after it is cancelled.
 */

const METHODS = ['score-cam', 'ablation-cam', 'lime-cam', 'shap-cam'];
const TRIES = 12;
/** Cancelled so long after it began, in steps that fall anywhere in a batch. */
const AFTER_MILLISECONDS = 150;
const STEP_MILLISECONDS = 37;

const { values } = parseArgs({ options: { model: { type: 'string' }, layer: { type: 'string' } } });
const model = await openModel(values.model ?? 'models/efficientnet-lite0', { provider: 'cpu', statuses: [] });
const session = model.layer(values.layer);
const tensor = session.blankImage().map((_, at) => Math.sin(at));
const forward = await runForward(session, tensor);
console.log('| Method | Cancelled | After it, ms: median | longest |\n| --- | --- | --- | --- |');
for (const id of METHODS) {
  const delays: number[] = [];
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const delay = await delayOfCancel(id, AFTER_MILLISECONDS + attempt * STEP_MILLISECONDS);
    if (delay !== null) delays.push(delay);
  }
  const times =
    delays.length === 0 ? '– | –' : `${median(delays).toFixed(0)} | ${Math.max(...delays).toFixed(0)}`;
  console.log(`| ${id} | ${delays.length} of ${TRIES} | ${times} |`);
}
model.release();

/** Milliseconds from the moment of the cancel to the end of the work; null where it was done before. */
async function delayOfCancel(id: string, after: number): Promise<number | null> {
  const controller = new AbortController();
  const image = { tensor, image: null, placement: null, decodeMilliseconds: 0 };
  const target = { class: { rank: 1 } };
  const start = performance.now();
  // A run blocks the thread: the timer is heard when it ends, as a message would be.
  const timer = setTimeout(() => controller.abort(), after);
  try {
    await explain(model, session, chooseMethod(id), image, forward, [target], { signal: controller.signal });
    return null;
  } catch (error) {
    if (!(error instanceof WorkbenchError && error.code === 'cancelled')) throw error;
    return performance.now() - start - after;
  } finally {
    clearTimeout(timer);
  }
}
