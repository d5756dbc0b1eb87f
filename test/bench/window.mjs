// node test/bench/window.mjs [--starts N] [--actions N]: how long a person waits for the window, in real Electron and real Chromium.
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const bundle = join(root, 'test', 'output', 'windowBench.mjs');
await build({
  absWorkingDir: root,
  entryPoints: ['test/bench/window.ts'],
  outfile: bundle,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
});
await import(pathToFileURL(bundle).href);
