import { readFileSync } from 'node:fs';
import { openModel } from '../../main/engine/model/openModel.ts';

/** Times of a model's way from the file to compiled sessions, and the memory that it takes, holds and gives back. */
async function main([, , file]: readonly string[]): Promise<void> {
  const before = resident();
  const start = performance.now();
  const model = await openModel(file ?? '', { provider: 'cpu', statuses: [] });
  const opened = performance.now();
  const layer = model.layer();
  await layer.prepare('lift');
  const compiled = performance.now();
  const held = resident();
  model.release();
  await new Promise((resolve) => setTimeout(resolve, 500));
  const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(2);
  console.log(
    `  open ${seconds(start, opened)} s, then backbone and explainer compiled ${seconds(opened, compiled)} s`,
  );
  console.log(`  resident: ${before} MB before, ${held} MB with both sessions, ${resident()} MB once closed`);
}

/** Resident memory in megabytes. */
function resident(): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Math.round((Number(kilobytes) * 1024) / 1e6);
}

void main(process.argv);
