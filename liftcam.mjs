// `npm run --silent liftcam -- …`: builds what the command line needs when sources are newer, and runs it.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled, root } from './setup.mjs';

try {
  ensureInstalled();
  const { build } = await import('./build.mjs');
  await build();
  await import(pathToFileURL(join(root, 'build', 'main', 'liftcam.cjs')).href);
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
