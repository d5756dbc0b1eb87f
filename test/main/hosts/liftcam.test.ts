import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test, vi } from 'vitest';
import { buildCommandLine, samples } from '../../support/commandLine.ts';
import { findDescendant } from '../../support/processes.ts';

const script = fileURLToPath(new URL('../../../build/main/liftcam.cjs', import.meta.url));

beforeAll(buildCommandLine, 180_000);

function start(...parameters: string[]) {
  const child = spawn(process.execPath, [script, ...parameters], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<{ status: number | null; stderr: string }>((resolve) => {
    child.on('close', (status) => {
      resolve({ status, stderr });
    });
  });
  return { child, ended };
}

test('passes on what the command line says and how it ends', async () => {
  expect(await start('--version').ended).toMatchObject({ status: 0, stderr: '' });
  const { status, stderr } = await start('explain', join(samples, 'chelsea.png'), '--model', script).ended;
  expect(status).toBe(2);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toMatch(/liftcam\.cjs.*it is a text file, not an ONNX model/);
});

// The system tells of a process's end by a signal, and this test finds the process by /proc.
const linux = process.platform === 'linux' ? test : test.skip;
linux.each(['SIGSEGV', 'SIGABRT', 'SIGKILL'] as const)(
  'tells of an end by %s in one line',
  async (signal) => {
    const { child, ended } = start('bench', '--runs', '1000');
    const commandLine = await vi.waitFor(() => findDescendant(child.pid as number, 'cli.cjs'), 10_000);
    process.kill(commandLine, signal);
    const { status, stderr } = await ended;
    expect(status).toBe(2);
    expect(stderr.trim().split('\n').at(-1)).toBe(
      `The command was ended from outside or by a crash of ONNX Runtime (${signal}). The model may be damaged or too large for memory: check it with onnx.checker, or try --provider cpu.`,
    );
  },
);
