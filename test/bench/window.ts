import { readFileSync } from 'node:fs';
import { availableParallelism, loadavg, release } from 'node:os';
import { parseArgs } from 'node:util';
import { launchBrowser } from '../support/browserHost.ts';
import { launchElectron } from '../support/electronHost.ts';
import type { Workbench } from '../support/workbench.ts';
import { measureActions, type ActionTimes } from './actions.ts';
import type { Spread } from './median.ts';
import { measureElectronStarts, measureServerStarts, type StartTimes } from './starts.ts';

/** The default layer, whose head is affine, and one whose head is not. */
const LAYERS = ['hardtanh_32', 'add_6'];
const HOSTS = [
  { name: 'Electron', starts: measureElectronStarts, launch: launchElectron },
  { name: 'Chromium', starts: measureServerStarts, launch: launchBrowser },
];

interface Row {
  readonly host: string;
  readonly version: string;
  readonly starts: StartTimes;
  readonly actions: readonly ActionTimes[];
}

const { values } = parseArgs({
  options: { starts: { type: 'string', default: '7' }, actions: { type: 'string', default: '40' } },
});
const loadBefore = loadavg()[0];
const rows: Row[] = [];
for (const { name, starts, launch } of HOSTS) {
  const times = await starts(Number(values.starts));
  const workbench = await launch();
  try {
    const { page } = workbench;
    await page.getByRole('option', { name: /chelsea/ }).click();
    await page.getByRole('img', { name: 'Saliency map of tiger cat' }).waitFor();
    const actions: ActionTimes[] = [];
    for (const layer of LAYERS) actions.push(await measureActions(workbench, layer, Number(values.actions)));
    rows.push({ host: name, version: await versionOf(workbench), starts: times, actions });
  } finally {
    await workbench.close();
  }
}
const processor = /model name\s*:\s*(.*)/.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? 'unknown';
const machine = {
  processor,
  cores: availableParallelism(),
  linux: release(),
  node: process.version,
  load: [loadBefore, loadavg()[0]],
};
console.log(JSON.stringify({ date: new Date().toISOString().slice(0, 10), machine, rows }, null, 2));
console.log(`\n${startTable()}\n\n${actionTable()}`);

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
    actions.map(
      ({ layer, classSwitch, toggleMap, toggleScore }) =>
        `| ${host} | \`${layer}\` | ${words(classSwitch)} | ${words(toggleMap)} | ${words(toggleScore)} |`,
    ),
  );
  return [
    '| Host | Layer | Class switch | Toggle: map | Toggle: v(S) |',
    '| --- | --- | --- | --- | --- |',
    ...lines,
  ].join('\n');
}

function words({ median, low, high }: Spread): string {
  return `${median.toFixed(0)} (${low.toFixed(0)} to ${high.toFixed(0)})`;
}
