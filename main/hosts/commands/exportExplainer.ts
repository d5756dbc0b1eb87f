import type { ModelWish } from '../../../shared/modelWish.ts';
import { statSync } from 'node:fs';
import { Command, Option } from 'commander';
import { processorNote } from '../../engine/explainerFile/processorNote.ts';
import { saveExplainer } from '../../engine/explainerFile/saveExplainer.ts';
import type { OutputName } from '../../engine/explainerFile/roles.ts';
import { INPUT_ROLES, OUTPUT_ROLES } from '../../engine/explainerFile/roles.ts';
import type { ValueInfo } from '../../engine/onnx/ir.ts';
import { openForCommand } from '../terminal/openForCommand.ts';
import { layerOption, withModelOptions } from '../terminal/options.ts';
import type { Program } from '../terminal/program.ts';
import { formatTable } from '../terminal/table.ts';

interface ExportOptions extends ModelWish {
  readonly layer?: string;
  readonly method: string;
  readonly file: string;
}

/** `liftcam export-explainer`: a model and what explains it as one ONNX file. */
export function exportExplainerCommand(program: Program): Command {
  return withModelOptions(
    new Command('export-explainer').description(
      'write a model and its explainer as one standard ONNX file, for any ONNX Runtime',
    ),
  )
    .addOption(layerOption())
    .addOption(new Option('--method <id>', 'method that alpha and map follow').default('lift-cam'))
    .addOption(new Option('-o, --file <file>', 'file to write').makeOptionMandatory())
    .action((options: ExportOptions) => run(program, options));
}

async function run(program: Program, { file, ...options }: ExportOptions): Promise<void> {
  const model = await openForCommand(program, { ...options, provider: 'cpu' });
  const { layer, method } = options;
  const written = await saveExplainer(model, { layer, method, version: program.version }, file);
  model.release();
  const roles = { ...INPUT_ROLES, ...OUTPUT_ROLES };
  const row = (kind: string) => (info: ValueInfo) => [
    kind,
    info.name,
    (info.dims ?? []).join(' × '),
    roles[info.name as OutputName],
  ];
  const { graph } = written;
  const rows = [...graph.inputs.map(row('in')), ...graph.outputs.map(row('out'))];
  const megabytes = (statSync(file).size / 1e6).toFixed(1);
  const table = formatTable(['', 'Tensor', 'Shape', 'What it holds'], rows, []);
  process.stdout.write(`${table}\n${file}, ${megabytes} MB\n`);
  const note = processorNote(written);
  if (note !== null) program.say(note);
}
