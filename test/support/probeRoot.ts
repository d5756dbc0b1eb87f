import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { repository } from './repository.ts';

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Probe</title>
<script type="module" src="./page.js"></script></head><body>Probe</body></html>`;

const PAGE_SCRIPT = `
import { connect } from './renderer/transport/connect.ts';
window.client = connect();
try {
  window.built = new Function('return true')();
} catch {
  window.built = false;
}`;

/**
 * An application folder of the real hosts with the probe engine and a page that only holds the client, as `window.client`, and
 * has tried to build code from text.
 * For tests of hosts, processes and their security alone.
 */
export async function createProbeRoot(): Promise<{ root: string; remove(): Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'workbench-probe-'));
  const main = join(root, 'build', 'main');
  const renderer = join(root, 'build', 'renderer');
  const common = { absWorkingDir: repository, bundle: true, logLevel: 'error' } as const;
  await Promise.all([
    build({
      ...common,
      entryPoints: {
        electron: 'main/hosts/electron.ts',
        preload: 'main/hosts/preload.ts',
        cli: 'test/support/probeCommand.ts',
        engineProcess: 'test/support/probeEngine.ts',
      },
      outdir: main,
      outExtension: { '.js': '.cjs' },
      platform: 'node',
      format: 'cjs',
      target: 'node16',
      external: ['electron'],
    }),
    build({
      ...common,
      stdin: {
        contents: PAGE_SCRIPT,
        resolveDir: repository,
      },
      outfile: join(renderer, 'page.js'),
      format: 'esm',
      target: 'chrome108',
    }),
  ]);
  await mkdir(renderer, { recursive: true });
  await writeFile(join(renderer, 'index.html'), PAGE);
  await writeFile(join(root, 'secret.html'), 'outside the page');
  await cp(join(repository, 'package.json'), join(root, 'package.json'));
  return { root, remove: () => rm(root, { recursive: true, force: true }) };
}
