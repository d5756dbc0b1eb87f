import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../..', import.meta.url));
export const samples = join(repository, 'models', 'samples');
const script = join(repository, 'build', 'main', 'cli.cjs');

/** Builds the command line where its sources are newer. */
export async function buildCommandLine(): Promise<void> {
  await promisify(execFile)(process.execPath, [join(repository, 'build.mjs')]);
}

/** What a finished command left. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  /** Lines on standard error without those on progress, and those that native libraries write by themselves. */
  readonly complaints: readonly string[];
}

/** A running `liftcam`, as its own process. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Outcome>;
}

const NOT_COMPLAINTS = /^\d+ of \d+ \w+, [\d.]+\/s, \d+ s left$|Vulkan|dawn-src/;

export function startLiftcam(...parameters: string[]): Running {
  const child = spawn(process.execPath, [script, ...parameters], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Outcome>((resolve) => {
    child.on('close', (status) => {
      const complaints = stderr.split('\n').filter((line) => line !== '' && !NOT_COMPLAINTS.test(line));
      resolve({ status, stdout, complaints });
    });
  });
  return { child, ended };
}

export function liftcam(...parameters: string[]): Promise<Outcome> {
  return startLiftcam(...parameters).ended;
}
