// node test/breadth/run.mjs MODELS_DIR: explains every model that export.py left there and brings RESULTS.md up to date.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { table } from './table.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const results = join(here, 'results.json');
const bundle = join(root, 'test', 'output', 'breadth', 'measureOne.mjs');
const TIME_LIMIT = 240_000;

const folder = process.argv[2];
if (folder === undefined) {
  console.error('Usage: node test/breadth/run.mjs MODELS_DIR');
  process.exit(2);
}

mkdirSync(dirname(bundle), { recursive: true });
await build({
  absWorkingDir: root,
  entryPoints: ['test/breadth/measureOne.ts'],
  outfile: bundle,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
});

const stems = readdirSync(folder)
  .filter((name) => name.endsWith('.facts.json'))
  .map((name) => join(folder, name.slice(0, -'.facts.json'.length)))
  .sort();
for (const stem of stems) {
  const row = measure(stem);
  // Read anew each time: a second run may be at work on other models.
  const rows = new Map(read().map((each) => [keyOf(each), each]));
  rows.set(keyOf(row), row);
  const { measured } = row;
  console.log(
    `${keyOf(row)}: ${row.outcome} ${measured ? `${measured.layer} [${measured.shape}] r ${measured.relativeResidual.toExponential(1)} ${measured.accurate}` : row.cause}`,
  );
  write([...rows.values()].sort((a, b) => compare(a.family, b.family) || compare(keyOf(a), keyOf(b))));
}

function measure(stem) {
  const run = spawnSync(process.execPath, [bundle, stem], {
    encoding: 'utf8',
    timeout: TIME_LIMIT,
    maxBuffer: 2 ** 26,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const line = run.stdout.trim().split('\n').at(-1);
  if (run.status === 0 && line) return JSON.parse(line);
  const { reference: _, ...facts } = JSON.parse(readFileSync(`${stem}.facts.json`, 'utf8'));
  const cause = run.error?.code === 'ETIMEDOUT' ? `no answer within ${TIME_LIMIT / 1000} s` : ending(run);
  return { ...facts, date: new Date().toISOString().slice(0, 10), outcome: 'failed', cause };
}

function ending({ signal, status, stderr }) {
  const message = stderr.split('\n').find((line) => /Error/.test(line)) ?? stderr.split('\n')[0];
  return `the process ended with ${signal ?? status}: ${message}`;
}

function keyOf({ library, name, exporter }) {
  return `${library}.${name}.${exporter}`;
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

function read() {
  return existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : [];
}

function write(sorted) {
  writeFileSync(results, `[\n${sorted.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`);
  writeFileSync(join(here, 'RESULTS.md'), table(sorted));
}
