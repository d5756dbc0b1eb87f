// node test/bench/gallery.mjs [--photos N]: a folder of many photographs in real Chromium: how soon it is there, how it scrolls, what it holds.
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const bundle = join(root, 'test', 'output', 'galleryBench.mjs');
await build({
  absWorkingDir: root,
  entryPoints: ['test/bench/gallery.ts'],
  outfile: bundle,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
});
await import(pathToFileURL(bundle).href);
