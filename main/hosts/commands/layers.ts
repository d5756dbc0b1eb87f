import type { ModelWish } from '../../../shared/modelWish.ts';
import { Command } from 'commander';
import { formatShare, headShare } from '../../../shared/headShare.ts';
import type { ModelCard } from '../../../shared/modelCard.ts';
import { openForCommand } from '../terminal/openForCommand.ts';
import { jsonOption, withModelOptions } from '../terminal/options.ts';
import type { Program } from '../terminal/program.ts';
import { formatTable } from '../terminal/table.ts';

interface LayersOptions extends ModelWish {
  readonly model?: string;
  readonly json?: true;
}

/** `liftcam layers`: the tensors a map can be taken at. */
export function layersCommand(program: Program): Command {
  return withModelOptions(new Command('layers').description('list the layers a map can be taken at'))
    .addOption(jsonOption())
    .action((options: LayersOptions) => run(program, options));
}

async function run(program: Program, options: LayersOptions): Promise<void> {
  const model = await openForCommand(program, { ...options, provider: 'cpu' });
  const { card } = model;
  const layers = card.layers.map(({ tensor, shape, path, op, head, headMultiplyAdds, obstacle }) => ({
    tensor,
    shape,
    path: path.join('.'),
    op,
    head,
    headMultiplyAdds,
    headShare: headShare({ headMultiplyAdds }, card),
    default: tensor === card.defaultLayer,
    obstacle,
  }));
  if (options.json) {
    const { path, sha256, input, output, multiplyAdds, defaultReason } = card;
    const { name, reason, choices } = output;
    const report = {
      model: { path, sha256, multiplyAdds },
      input,
      output: { name, reason, choices },
      defaultReason,
      layers,
    };
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    return;
  }
  const rows = layers.map((layer) => [
    layer.default ? `${layer.tensor} *` : layer.tensor,
    layer.shape.join(' × '),
    layer.path,
    layer.head,
    formatShare(layer.headShare),
    layer.obstacle ?? '',
  ]);
  const head = ['Tensor', 'Shape', 'Module', 'Head', 'Cost', 'Obstacle'];
  const shown = layers.some((layer) => layer.obstacle !== null) ? 6 : 5;
  const table = formatTable(
    head.slice(0, shown),
    rows.map((row) => row.slice(0, shown)),
    ['Shape', 'Cost'],
  );
  process.stdout.write(
    `${table}\n* default: ${card.defaultReason}. After an affine head LIFT-CAM gives the exact Shapley values.\nCost: multiply-accumulates of the head in percent of the model's.\n${outputLine(card)}`,
  );
}

/** Which of several outputs is explained, and why; nothing where there is no other. */
function outputLine({ output }: ModelCard): string {
  if (output.choices.length < 2) return '';
  const choices = output.choices.map(({ name, shape, obstacle }) => {
    const fit = name === output.name ? ' *' : obstacle === null ? '' : ' (no class scores)';
    return `${name} [${shape.join(', ')}]${fit}`;
  });
  return `Outputs: ${choices.join('; ')}. * explained${output.reason === null ? '' : `: ${output.reason}`}; choose with --output.\n`;
}
