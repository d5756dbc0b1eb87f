// node test/bench/memory.mjs MODEL...: memory and time that opening and explaining a model takes, beside its size. Linux.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../../build.mjs';
import { bundle } from './bundle.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const photo = join(root, 'models', 'samples', 'chelsea.png');
const EVERY_MILLISECONDS = 5;

const models = process.argv.slice(2);
if (models.length === 0) {
  console.error('Usage: node test/bench/memory.mjs MODEL...');
  process.exit(2);
}
await build();
const stages = await bundle('openingStages');
for (const model of models) {
  const size = sizeOf(model);
  const peak = await peakOf(['build/main/cli.cjs', 'explain', photo, '--model', model]);
  console.log(
    `${model}: ${mb(size)} MB; explaining peaks at ${mb(peak)} MB, ${(peak / size).toFixed(2)} times that`,
  );
  await peakOf([stages, model], true);
}

/** Bytes of the model and of all that lies beside it in a folder of its own. */
function sizeOf(model) {
  if (!statSync(model).isDirectory()) return statSync(model).size;
  return readdirSync(model).reduce((sum, name) => sum + statSync(join(model, name)).size, 0);
}

/** The most resident memory that a command had, in bytes. */
function peakOf(parameters, loud = false) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, parameters, {
      cwd: root,
      stdio: ['ignore', loud ? 'inherit' : 'ignore', 'inherit'],
    });
    let peak = 0;
    const timer = setInterval(() => (peak = Math.max(peak, highWater(child.pid))), EVERY_MILLISECONDS);
    child.on('exit', (status) => {
      clearInterval(timer);
      if (status === 0) resolve(peak);
      else reject(new Error(`${parameters.join(' ')} ended with ${status}`));
    });
  });
}

/** VmHWM keeps the peak between two looks at it; what comes in the last milliseconds alone is missed. */
function highWater(id) {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))[1]) * 1024;
  } catch {
    return 0;
  }
}

function mb(bytes) {
  return Math.round(bytes / 1e6);
}
