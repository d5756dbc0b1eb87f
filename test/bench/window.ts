import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { encodeModel } from '../../main/engine/onnx/serde.ts';
import { launchBrowser } from '../support/browserHost.ts';
import { launchElectron } from '../support/electronHost.ts';
import { WIDE, wideModel } from '../support/wideModel.ts';
import type { Workbench } from '../support/workbench.ts';
import { ACTIONS, measureActions, type ActionTimes, type Subject } from './actions.ts';
import type { Spread } from './median.ts';
import { measureElectronStarts, measureServerStarts, type StartTimes } from './starts.ts';

/*
 * node test/bench/run.mjs window [--starts N] [--actions N] [--host NAME]: how long a person waits for the window, in real
 * Electron and real Chromium. Takes about four minutes for each.
 */

const HOSTS = [
  { name: 'Electron', starts: measureElectronStarts, launch: launchElectron },
  { name: 'Chromium', starts: measureServerStarts, launch: launchBrowser },
];
/** The bundled model at its default layer, whose head is affine, and at one whose head is not; then many channels. */
const STUDIES: readonly { model: string; head?: 'affine' | 'non-linear'; subjects: readonly Subject[] }[] = [
  {
    model: 'EfficientNet-Lite0',
    subjects: [
      { layer: 'add_6', bars: 'Top 20', columns: 20 },
      { layer: 'hardtanh_32', bars: 'All', columns: 1280 },
    ],
  },
  ...(['affine', 'non-linear'] as const).map((head) => ({
    model: `${String(WIDE)} channels, ${head}`,
    head,
    subjects: [{ layer: null, bars: 'All' as const, columns: WIDE }],
  })),
];

interface Row {
  readonly host: string;
  readonly version: string;
  readonly starts: StartTimes;
  readonly actions: readonly { readonly what: string; readonly times: ActionTimes }[];
}

const { values } = parseArgs({
  options: {
    starts: { type: 'string', default: '7' },
    actions: { type: 'string', default: '40' },
    host: { type: 'string' },
  },
});
const loadBefore = loadavg()[0];
const folder = await mkdtemp(join(tmpdir(), 'workbench-bench-'));
const rows: Row[] = [];
for (const { name, starts, launch } of HOSTS) {
  if (values.host !== undefined && values.host !== name) continue;
  const times = await starts(Number(values.starts));
  const actions: Row['actions'][number][] = [];
  let version = '';
  for (const { model, head, subjects } of STUDIES) {
    const file = join(folder, `${model}.onnx`);
    if (head) await writeFile(file, encodeModel(wideModel(head)));
    const workbench = await launch(head ? { model: file } : {});
    try {
      const { page } = workbench;
      await page.getByRole('option', { name: /chelsea/ }).click();
      await page.getByRole('img', { name: /^Saliency map of/ }).waitFor();
      version = await versionOf(workbench);
      for (const subject of subjects) {
        const what = [model, subject.layer, `${String(subject.columns)} bars`].filter(Boolean).join(', ');
        actions.push({ what, times: await measureActions(workbench, subject, Number(values.actions)) });
      }
    } finally {
      await workbench.close();
    }
  }
  rows.push({ host: name, version, starts: times, actions });
}
await rm(folder, { recursive: true, force: true });
const processor = /model name\s*:\s*(.*)/.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? 'unknown';
const machine = {
  processor,
  cores: availableParallelism(),
  linux: release(),
  node: process.version,
  load: [loadBefore, loadavg()[0]],
};
console.log(JSON.stringify({ date: new Date().toISOString().slice(0, 10), machine, rows }, null, 2));
console.log(`\n${startTable()}\n\n${actionTable()}\n\n${momentTable()}`);

async function versionOf({ page }: Workbench): Promise<string> {
  const agent = await page.evaluate(() => navigator.userAgent);
  return (agent.match(/(?:Electron|Chrome)\/[\d.]+/g) ?? []).join(', ');
}

function startTable(): string {
  const lines = rows.map(
    ({ host, starts }) => `| ${host} | ${words(starts.window)} | ${words(starts.heatmap)} |`,
  );
  return ['| Host | Window | First heatmap |', '| --- | --- | --- |', ...lines].join('\n');
}

function actionTable(): string {
  const lines = rows.flatMap(({ host, actions }) =>
    actions.map(({ what, times }) => {
      const cells = ACTIONS.map((action) => `${words(times[action])}, ${times[action].p95.toFixed(0)}`);
      return `| ${[host, what, ...cells].join(' | ')} |`;
    }),
  );
  return [
    'From the input event to the frame painted: median (quartiles), 95th percentile.',
    '',
    '| Host | What | Class switch | Toggle: map | Toggle: v(S) | Hover |',
    '| --- | --- | --- | --- | --- | --- |',
    ...lines,
  ].join('\n');
}

function momentTable(): string {
  const lines = rows.flatMap(({ host, actions }) =>
    actions.map(({ what, times: { toggleMoments } }) => {
      const { changed, frame, drawn } = toggleMoments;
      return `| ${[host, what, words(changed), words(frame), words(drawn)].join(' | ')} |`;
    }),
  );
  return [
    'What the map of a toggle waits for: median (quartiles).',
    '',
    '| Host | What | Page changed | Frame begins | Painted |',
    '| --- | --- | --- | --- | --- |',
    ...lines,
  ].join('\n');
}

function words({ median, low, high }: Spread): string {
  return `${median.toFixed(0)} (${low.toFixed(0)} to ${high.toFixed(0)})`;
}
