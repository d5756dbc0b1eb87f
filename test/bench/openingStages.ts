import { readFileSync } from 'node:fs';
import { openModel } from '../../main/engine/model/openModel.ts';

/** Openings one after another: memory that each gave back is taken again by the next, and only what it kept adds up. */
const OPENINGS = 5;

/** Times of a model's way from the file to compiled sessions, and the memory that it holds and gives back. */
async function main([, , file = '']: readonly string[]): Promise<void> {
  const before = resident();
  const held: number[] = [];
  const closed: number[] = [];
  for (let opening = 0; opening < OPENINGS; opening += 1) {
    const start = performance.now();
    const model = await openModel(file, { provider: 'cpu', statuses: [] });
    const opened = performance.now();
    const layer = model.layer();
    await layer.prepare('lift');
    const compiled = performance.now();
    held.push(resident());
    model.release();
    await new Promise((resolve) => setTimeout(resolve, 500));
    closed.push(resident());
    const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(2);
    console.log(
      `  open ${seconds(start, opened)} s, then backbone and explainer compiled ${seconds(opened, compiled)} s`,
    );
  }
  console.log(
    `  resident, MB: ${before} before; ${held.join(', ')} with both sessions; ${closed.join(', ')} closed`,
  );
}

/** Resident memory in megabytes. */
function resident(): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Math.round((Number(kilobytes) * 1024) / 1e6);
}

void main(process.argv);
