// `npm test`: installs, then every check of this repository. Ends with "N passed, N failed": each test and each check is one.
// With CI=true a skipped test is a failed one.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, root } from './setup.mjs';

const ci = process.env.CI === 'true';
const output = join(root, 'test', 'output');

ensureInstalled();
mkdirSync(output, { recursive: true });

const count = { passed: 0, failed: 0 };
check('types: shared', 'tsc', '-p', 'shared');
check('types: main/engine', 'tsc', '-p', 'main/engine');
check('types: main', 'tsc', '-p', 'main');
check('types: renderer', 'svelte-check', '--tsconfig', 'renderer/tsconfig.json', '--fail-on-warnings');
check('types: test', 'tsc', '-p', 'test');
check('lint', 'eslint', '.', '--max-warnings', '0');
check('format', 'prettier', '--check', '--log-level', 'warn', '.');
check('build', process.execPath, 'build.mjs');
tests('unit');
tests('e2e');
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exitCode = count.failed === 0 ? 0 : 1;

function check(name, command, ...argv) {
  const passed = run(command, argv) === 0;
  count[passed ? 'passed' : 'failed'] += 1;
  console.log(`${passed ? 'ok' : 'FAILED'}  ${name}`);
}

function tests(project) {
  const report = join(output, `${project}.json`);
  rmSync(report, { force: true });
  const status = run('vitest', [
    'run',
    `--project=${project}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  const { passed, failed, skipped } = read(report);
  count.passed += passed;
  // A file that could not be loaded fails without naming a test.
  count.failed += Math.max(failed + (ci ? skipped : 0), status === 0 ? 0 : 1);
  if (skipped > 0) console.log(`${skipped} ${project} tests were skipped; their names give the reason.`);
}

function read(report) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
      readFileSync(report, 'utf8'),
    );
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function run(command, argv) {
  const path = command === process.execPath ? command : join(root, 'node_modules', '.bin', command);
  return spawnSync(path, argv, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' }).status;
}
