import { cpus, release } from 'node:os';
import { Command } from 'commander';
import { PROVIDERS, tryProvider } from '../../engine/runtime/providers.ts';
import { runtimeVersion } from '../../engine/runtime/session.ts';
import type { ProviderStatus } from '../../../shared/modelCard.ts';
import { findElectronBinary } from '../electronBinary.ts';
import { jsonOption } from '../terminal/options.ts';
import type { Program } from '../terminal/program.ts';

const CUDA_INSTALL = 'node node_modules/onnxruntime-node/script/install --onnxruntime-node-install=cuda12';

/** `liftcam doctor`: versions, and which providers work here and why others do not. */
export function doctorCommand(program: Program): Command {
  return new Command('doctor')
    .description('show versions, and which providers work here and why others do not')
    .addOption(jsonOption())
    .action((options: { readonly json?: true }) => run(program, options.json === true));
}

async function run(program: Program, json: boolean): Promise<void> {
  const providers: ProviderStatus[] = [];
  for (const id of PROVIDERS) providers.push(await tryProvider(id));
  const processors = cpus();
  const report = {
    versions: {
      program: program.version,
      node: process.versions.node,
      runtime: runtimeVersion(),
      platform: `${process.platform} ${release()} ${process.arch}`,
    },
    machine: { processor: processors[0]?.model ?? 'unknown', cores: processors.length },
    providers,
    electron: findElectronBinary(program.root),
    hints: hintsFor(providers),
  };
  if (json) {
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    return;
  }
  const { versions, machine, electron, hints } = report;
  const lines = [
    `LIFT-CAM Workbench ${versions.program}`,
    `Node ${versions.node}, ONNX Runtime ${versions.runtime}`,
    `${versions.platform}, ${machine.processor}, ${String(machine.cores)} cores`,
    `Electron: ${electron.path ?? electron.reason}`,
    'Providers:',
    ...providers.map(
      ({ id, reason }) => `  ${id.padEnd(8)}${reason === null ? 'usable' : `not usable: ${reason}`}`,
    ),
    ...hints,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function hintsFor(providers: readonly ProviderStatus[]): string[] {
  const cuda = providers.find(({ id }) => id === 'cuda');
  const installable = process.platform === 'linux' && process.arch === 'x64';
  if (cuda?.usable !== false || !installable) return [];
  return [`For an NVIDIA GPU, install CUDA 12 and cuDNN 9, then run once: ${CUDA_INSTALL}`];
}
