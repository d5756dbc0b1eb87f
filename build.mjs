// Builds main (esbuild) and renderer (vite) into build/. A part is skipped when nothing it is made of has changed.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { notices } from './notices.mjs';

const root = dirname(fileURLToPath(import.meta.url));
const output = join(root, 'build');

const parts = {
  main: { sources: ['main', 'shared'], make: buildMain },
  renderer: { sources: ['renderer', 'shared', 'vite.config.ts', 'svelte.config.js'], make: buildRenderer },
};
const COMMON_SOURCES = ['package.json', 'package-lock.json', 'build.mjs', 'notices.mjs'];
const NOTICES = 'THIRD-PARTY-NOTICES.txt';

/** Entries that exist as files of their own in the built application. */
const MAIN_ENTRIES = ['electron', 'preload', 'engineProcess', 'cli', 'liftcam'];
/** Native modules, which stay in node_modules. */
const EXTERNAL = ['electron', 'onnxruntime-node', '@napi-rs/canvas', '@napi-rs/image'];

/** Builds what is out of date. `log` hears one line for each part that is built. */
export async function build(log = () => {}) {
  for (const [name, { sources, make }] of Object.entries(parts)) {
    const stamp = join(output, `${name}.stamp`);
    const state = describe([...sources, ...COMMON_SOURCES]);
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === state) continue;
    log(`Building ${name} …`);
    mkdirSync(output, { recursive: true });
    const fresh = mkdtempSync(join(output, `.${name}-`));
    try {
      await make(fresh);
      replace(join(output, name), fresh);
    } finally {
      rmSync(fresh, { recursive: true, force: true });
    }
    writeFileSync(stamp, state);
  }
}

async function buildMain(folder) {
  const { build: esbuild } = await import('esbuild');
  const { metafile } = await esbuild({
    absWorkingDir: root,
    entryPoints: MAIN_ENTRIES.map((name) => `main/hosts/${name}.ts`),
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node16',
    external: EXTERNAL,
    // Its build for Node needs a newer Node than an older Electron has; the one for browsers runs anywhere.
    alias: { 'lru-cache': join(root, 'node_modules/lru-cache/dist/esm/browser/index.js') },
    // Code that runs unbundled too asks for import.meta only where there is no __filename.
    logOverride: { 'empty-import-meta': 'silent' },
    sourcemap: true,
    metafile: true,
    // NOTICES holds them all.
    legalComments: 'none',
    logLevel: 'warning',
  });
  const inputs = Object.keys(metafile.inputs).map((file) => resolve(root, file));
  writeFileSync(join(folder, NOTICES), notices(inputs));
}

async function buildRenderer(folder) {
  const { build: vite } = await import('vite');
  const inputs = [];
  const collect = {
    name: 'collect-inputs',
    generateBundle(_, bundle) {
      inputs.push(...[...this.getModuleIds()].map((id) => id.replace(/[?].*$/, '')));
      // Fonts are named by style sheets, not imported.
      const assets = Object.values(bundle).flatMap(({ originalFileNames = [] }) => originalFileNames);
      inputs.push(...assets.map((file) => resolve(root, 'renderer', file)));
    },
  };
  await vite({
    configFile: join(root, 'vite.config.ts'),
    root: join(root, 'renderer'),
    plugins: [collect],
    logLevel: 'warn',
    build: { outDir: folder },
  });
  writeFileSync(join(folder, NOTICES), notices(inputs));
}

/** Puts a finished folder in an old one's place; a build running beside this one may do the same at any time. */
function replace(target, fresh) {
  const old = `${fresh}.old`;
  if (existsSync(target)) renameSync(target, old);
  renameSync(fresh, target);
  rmSync(old, { recursive: true, force: true });
}

/** Path, size and time of every source, so that a changed, added or removed file is noticed. */
function describe(paths) {
  const hash = createHash('sha256');
  const visit = (path) => {
    const status = statSync(join(root, path), { throwIfNoEntry: false });
    if (status === undefined) return;
    if (!status.isDirectory()) hash.update(`${path}\0${status.size}\0${status.mtimeMs}\n`);
    else for (const name of readdirSync(join(root, path)).sort()) visit(join(path, name));
  };
  paths.forEach(visit);
  return hash.digest('hex');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const silent = process.argv.includes('--silent');
  await build(silent ? undefined : console.log);
}
