// `npm test`: installs, then every check of this repository. Ends with "N passed, N failed": each test and each check is one.
// With CI=true a skipped test is a failed one.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, root } from './setup.mjs';

const ci = process.env.CI === 'true';
const output = join(root, 'test', 'output');
const settings = { cwd: root, shell: process.platform === 'win32' };

ensureInstalled();
mkdirSync(output, { recursive: true });

const count = { passed: 0, failed: 0 };
/** Tests that passed at their second try, a line each. */
const retried = [];
/** The longest first, as two run at a time. */
const checks = [
  ['lint', 'eslint', '.', '--max-warnings', '0'],
  ['types: renderer', 'svelte-check', '--tsconfig', 'renderer/tsconfig.json', '--fail-on-warnings'],
  ['types: test', 'tsc', '-p', 'test'],
  ['format', 'prettier', '--check', '--log-level', 'warn', '.'],
  ['types: main', 'tsc', '-p', 'main'],
  ['types: main/engine', 'tsc', '-p', 'main/engine'],
  ['types: shared', 'tsc', '-p', 'shared'],
  ['build', process.execPath, 'build.mjs'],
];
await Promise.all([eachOf(checks), eachOf(checks)]);
tests('unit');
tests('e2e');
if (retried.length > 0) console.log(`Passed at the second try only:\n${retried.join('\n')}`);
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exitCode = count.failed === 0 ? 0 : 1;

/** Takes one check after the other from what is left. */
async function eachOf(left) {
  for (let next = left.shift(); next !== undefined; next = left.shift()) await check(...next);
}

async function check(name, command, ...argv) {
  const child = spawn(pathOf(command), argv, { ...settings, stdio: ['ignore', 'pipe', 'pipe'] });
  // Two write at the same time: what each says is shown when it has ended.
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => said.push(bytes));
  const [status] = await once(child, 'close');
  process.stdout.write(Buffer.concat(said));
  count[status === 0 ? 'passed' : 'failed'] += 1;
  console.log(`${status === 0 ? 'ok' : 'FAILED'}  ${name}`);
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
  const { passed, failed, skipped, again } = read(report);
  retried.push(...again);
  count.passed += passed;
  // A file that could not be loaded fails without naming a test.
  count.failed += Math.max(failed + (ci ? skipped : 0), status === 0 ? 0 : 1);
  if (skipped > 0) console.log(`${skipped} ${project} tests were skipped; their names give the reason.`);
}

function read(report) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
      readFileSync(report, 'utf8'),
    );
    const skipped = numPendingTests + numTodoTests;
    const again = testResults.flatMap(({ assertionResults }) => assertionResults.flatMap(secondTry));
    return { passed: numPassedTests, failed: numFailedTests, skipped, again };
  } catch {
    return { passed: 0, failed: 1, skipped: 0, again: [] };
  }
}

/** A test that passed in the end keeps the messages of the try before. */
function secondTry({ status, fullName, failureMessages }) {
  if (status !== 'passed' || failureMessages.length === 0) return [];
  return [`  ${fullName}: ${failureMessages[0].split('\n')[0]}`];
}

function run(command, argv) {
  return spawnSync(pathOf(command), argv, { ...settings, stdio: 'inherit' }).status;
}

function pathOf(command) {
  return command === process.execPath ? command : join(root, 'node_modules', '.bin', command);
}
