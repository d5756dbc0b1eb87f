// `npm run --silent liftcam -- …`: builds what the command line needs when sources are newer, and runs it.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, root } from './setup.mjs';

try {
  ensureInstalled();
  const { build } = await import('./build.mjs');
  await build();
  const child = spawn(process.execPath, [join(root, 'build', 'main', 'cli.cjs'), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  // Ctrl-C reaches the command line by itself, which then ends cleanly; this process waits for it.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (status, signal) => {
    process.exitCode = status ?? 128 + (signal === 'SIGKILL' ? 9 : 15);
  });
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
