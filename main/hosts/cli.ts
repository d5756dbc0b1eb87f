#!/usr/bin/env node
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { version } from '../../package.json';
import { toErrorData } from '../../shared/errors.ts';
import { benchCommand } from './commands/bench.ts';
import { compareCommand } from './commands/compare.ts';
import { doctorCommand } from './commands/doctor.ts';
import { explainCommand } from './commands/explain.ts';
import { exportExplainerCommand } from './commands/exportExplainer.ts';
import { layersCommand } from './commands/layers.ts';
import { serveCommand } from './commands/serve.ts';
import { shapCommand } from './commands/shap.ts';
import { engineEnvironment } from './engineOptions.ts';
import { ExitStatus, type Program } from './terminal/program.ts';

const commands = [
  explainCommand,
  layersCommand,
  shapCommand,
  compareCommand,
  exportExplainerCommand,
  benchCommand,
  serveCommand,
  doctorCommand,
];

/** The command line: reads the arguments, runs one command, and turns what it throws into a line and an exit status. */
async function main(): Promise<void> {
  Object.assign(process.env, engineEnvironment());
  process.stdout.on('error', endWithoutReader);
  const program: Program = {
    root: join(__dirname, '..', '..'),
    version,
    say: (line) => process.stderr.write(`${line}\n`),
  };
  const liftcam = new Command('liftcam')
    .description('LIFT-CAM Workbench: class activation maps of ONNX image classifiers')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false)
    .argument('[command]')
    .usage('[options] <command>')
    .action((name: string | undefined) => {
      const what = name === undefined ? 'No command was given' : `There is no command '${name}'`;
      throw new CommanderError(ExitStatus.wrongUse, 'liftcam.command', what);
    });
  for (const command of commands) liftcam.addCommand(command(program));
  for (const each of [liftcam, ...liftcam.commands]) {
    each.exitOverride().configureOutput({ writeErr: () => undefined });
  }
  try {
    await liftcam.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return;
    const names = liftcam.commands.map((command) => command.name());
    program.say(error instanceof CommanderError ? usageLine(error, names) : toErrorData(error).message);
    process.exitCode = ExitStatus.wrongUse;
  }
}

/** What was wrong with the arguments and where to read about them, in one line. */
function usageLine({ message }: CommanderError, names: readonly string[]): string {
  const text = message.replace(/^error: /, '').replaceAll('\n', ' ');
  const sentence = text.charAt(0).toUpperCase() + text.slice(1);
  const name = names.find((each) => each === process.argv[2]);
  return `${sentence.replace(/[^.?!)]$/, '$&.')} See 'liftcam ${name === undefined ? '' : `${name} `}--help'.`;
}

/** A reader that has seen enough (`| head`) is no fault; a full disk is. */
function endWithoutReader(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(ExitStatus.done);
  process.stderr.write(`Standard output cannot be written: ${error.message}.\n`);
  process.exit(ExitStatus.wrongUse);
}

void main();
