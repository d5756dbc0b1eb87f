import { Command, InvalidArgumentError, Option } from 'commander';
import { dataFolder } from '../dataFolder.ts';
import { startServer } from '../server.ts';
import { locateResources } from '../resources.ts';
import { providerOption, threadsOption, withModelOptions, type ModelOptions } from '../terminal/options.ts';
import type { Program } from '../terminal/program.ts';

interface ServeOptions extends ModelOptions {
  readonly port: number;
  readonly host: string;
}

/** `liftcam serve`: the workbench in a browser, until the process is told to end. */
export function serveCommand(program: Program): Command {
  return withModelOptions(
    new Command('serve')
      .description('serve the workbench to a browser on this machine')
      .argument('[folder]', 'photos to show, besides the bundled ones'),
    'What is said of the model goes before what was set for it in the workbench, until something else is set there.',
  )
    .addOption(
      new Option('--port <number>', 'port to listen on').argParser(parsePort).default(0, 'any free port'),
    )
    .addOption(
      new Option(
        '--host <address>',
        'address to listen on; whoever reaches it and knows the token can use it',
      ).default('127.0.0.1'),
    )
    .addOption(providerOption())
    .addOption(threadsOption())
    .action((folder: string | undefined, options: ServeOptions) => run(program, folder, options));
}

async function run(program: Program, folder: string | undefined, options: ServeOptions): Promise<void> {
  const { root, version } = program;
  const { port, host, provider, threads, model, ...wish } = options;
  // What is said of a model without naming one is said of the bundled model.
  const isWished = Object.keys(wish).length > 0;
  const named = model ?? (isWished ? locateResources(root).bundledModel : undefined);
  const server = await startServer({
    root,
    version,
    settings: dataFolder(),
    port,
    host,
    provider,
    ...(threads !== undefined && { threads }),
    ...(folder !== undefined && { folder }),
    ...(named !== undefined && { model: named }),
    ...(isWished && { wish }),
  });
  process.stdout.write(`LIFT-CAM Workbench: ${server.address}\nCtrl-C ends it.\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close());
}

function parsePort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65536) return Number(text);
  throw new InvalidArgumentError('Give a number from 0 to 65535.');
}
