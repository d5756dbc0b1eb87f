#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ExitStatus } from './terminal/program.ts';

/** Signals by which native code, or the system for want of memory, ends a process that could say nothing itself. */
const CRASHES: readonly NodeJS.Signals[] = ['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGKILL'];

/** Runs the command line in a process of its own, so that its sudden end is told in a line as everything else is. */
function main(): void {
  const child = spawn(process.execPath, [join(__dirname, 'cli.cjs'), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  // Ctrl-C reaches the command line by itself, which then ends cleanly; this process waits for it.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('error', (error) => {
    end(`The command line cannot be started (${error.message}). Install it again.`);
  });
  child.on('exit', (status, signal) => {
    if (signal !== null && CRASHES.includes(signal)) {
      end(
        `The command was ended from outside or by a crash of ONNX Runtime (${signal}). The model may be damaged or too large for memory: check it with onnx.checker, or try --provider cpu.`,
      );
    } else {
      process.exitCode = status ?? 128 + 15;
    }
  });
}

function end(line: string): void {
  process.stderr.write(`${line}\n`);
  process.exitCode = ExitStatus.wrongUse;
}

main();
