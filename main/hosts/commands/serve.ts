import { Command, InvalidArgumentError, Option } from 'commander';
import type { ProviderRequest } from '../../engine/runtime/providers.ts';
import { dataFolder } from '../dataFolder.ts';
import { startServer } from '../server.ts';
import { modelOption, providerOption, threadsOption } from '../terminal/options.ts';
import type { Program } from '../terminal/program.ts';

interface ServeOptions {
  readonly model?: string;
  readonly port: number;
  readonly host: string;
  readonly provider: ProviderRequest;
  readonly threads?: number;
}

/** `liftcam serve`: the workbench in a browser, until the process is told to end. */
export function serveCommand(program: Program): Command {
  return new Command('serve')
    .description('serve the workbench to a browser on this machine')
    .argument('[folder]', 'photos to show, besides the bundled ones')
    .addOption(modelOption())
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
  const settings = dataFolder();
  const server = await startServer({
    root,
    version,
    settings,
    ...options,
    ...(folder !== undefined && { folder }),
  });
  process.stdout.write(`LIFT-CAM Workbench: ${server.address}\nCtrl-C ends it.\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close());
}

function parsePort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65536) return Number(text);
  throw new InvalidArgumentError('Give a number from 0 to 65535.');
}
