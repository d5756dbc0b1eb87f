import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repository } from './repository.ts';

const run = promisify(execFile);

const scripts = join(repository, 'test', 'python');
const folder = join(repository, 'test', 'output', 'python');

/** A Python with the packages of test/python/requirements.txt, or the reason why there is none. */
export type Python =
  { readonly run: (script: string, ...parameters: string[]) => Promise<void> } | { readonly missing: string };

/** Makes the environment once; it stays in test/output until the requirements change. */
export async function python(): Promise<Python> {
  try {
    const executable = await environment();
    return {
      run: async (script, ...parameters) => {
        await run(executable, [join(scripts, script), ...parameters], { maxBuffer: 2 ** 24 });
      },
    };
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    const reason = (stderr ?? message).trim().split('\n').at(-1) ?? 'no reason given';
    return { missing: `Python packages cannot be had: ${reason}` };
  }
}

async function environment(): Promise<string> {
  const requirements = await readFile(join(scripts, 'requirements.txt'), 'utf8');
  const installed = join(folder, 'installed.txt');
  const [bin, name, starter] =
    process.platform === 'win32' ? ['Scripts', 'python.exe', 'python'] : ['bin', 'python', 'python3'];
  const executable = join(folder, bin, name);
  if (existsSync(installed) && (await readFile(installed, 'utf8')) === requirements) return executable;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await run(starter, ['-m', 'venv', folder]);
  const file = join(scripts, 'requirements.txt');
  await run(executable, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', file]);
  await writeFile(installed, requirements);
  return executable;
}
