import { Command, InvalidArgumentError, Option } from 'commander';
import type { TargetSelector } from '../../../shared/result.ts';
import type { ShapleyGoal } from '../../../shared/shapley.ts';
import { selectClass } from '../../engine/classNames.ts';
import { CoalitionCounter } from '../terminal/coalitionCounter.ts';
import { eachInput, finish, type Ended } from '../terminal/eachInput.ts';
import { estimateInput, type ShapleyTask } from '../terminal/estimateInput.ts';
import { failureRecord } from '../terminal/explanationRecord.ts';
import { sayLongRuns, sayShapleyTime } from '../terminal/longRuns.ts';
import { chooseMethods } from '../terminal/methodParams.ts';
import { openForCommand } from '../terminal/openForCommand.ts';
import {
  jsonOption,
  layerOption,
  methodOption,
  paramOption,
  parseCount,
  providerOption,
  seedOption,
  threadsOption,
  withModelOptions,
  type ModelOptions,
} from '../terminal/options.ts';
import { prepareMethods } from '../terminal/prepareMethods.ts';
import { startProgress } from '../terminal/progress.ts';
import type { Program } from '../terminal/program.ts';
import { ShapleyFile } from '../terminal/shapleyFile.ts';
import { shapleyReport, type ShapleyReport } from '../terminal/shapleyReport.ts';

const DEFAULT_PERMUTATIONS = 200;

interface ShapOptions extends ModelOptions {
  readonly layer?: string;
  readonly class: string;
  readonly versus?: string;
  readonly method: readonly string[];
  readonly param: readonly string[];
  readonly permutations?: number;
  readonly stderr?: number;
  readonly seed: number;
  readonly resume?: string;
  readonly file?: string;
  readonly json?: true;
}

/** `liftcam shap`: the Shapley values of the channels, and how methods agree with them. */
export function shapCommand(program: Program): Command {
  return withModelOptions(
    new Command('shap')
      .description('estimate the Shapley values of the channels, the ground truth of their weights')
      .argument('<input...>', 'images, folders of images, or .npy files with preprocessed float32 inputs'),
  )
    .addOption(layerOption())
    .addOption(new Option('--class <class>', 'class: index, label or top1 to top5').default('top1'))
    .addOption(new Option('--versus <class>', 'the class rather than this one'))
    .addOption(
      new Option(
        '--permutations <number>',
        'orders of the channels to sample, in pairs of one and its reverse; an odd number is one more',
      )
        .argParser(parseCount)
        .default(undefined, `${String(DEFAULT_PERMUTATIONS)} without --stderr`),
    )
    .addOption(
      new Option('--stderr <logits>', 'sample until no channel has a larger standard error').argParser(
        parsePositive,
      ),
    )
    .addOption(seedOption())
    .addOption(methodOption())
    .addOption(paramOption())
    .addOption(
      new Option('-o, --file <file>', 'keep the values in a JSON file too, from which sampling can go on'),
    )
    .addOption(new Option('--resume <file>', 'go on with what -o has kept of a run with the same options'))
    .addOption(providerOption())
    .addOption(threadsOption())
    .addOption(jsonOption())
    .action(async (inputs: string[], options: ShapOptions) => {
      process.exitCode = await run(program, inputs, options);
    });
}

function parsePositive(text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('Give a number above 0.');
}

function goalOf({ permutations, stderr }: ShapOptions): ShapleyGoal {
  const wanted = permutations ?? (stderr === undefined ? DEFAULT_PERMUTATIONS : undefined);
  return {
    ...(wanted !== undefined && { pairs: Math.ceil(wanted / 2) }),
    ...(stderr !== undefined && { error: stderr }),
  };
}

async function run(program: Program, paths: readonly string[], options: ShapOptions): Promise<number> {
  const methods = chooseMethods(options.method, options.param, options.seed);
  const model = await openForCommand(program, options);
  const { labels } = model.card;
  const target: TargetSelector = {
    class: selectClass(options.class, labels),
    ...(options.versus !== undefined && { versus: selectClass(options.versus, labels) }),
  };
  const session = model.layer(options.layer);
  const kept = await ShapleyFile.open(options.resume, {
    model: model.card.sha256,
    layer: session.head.activation,
    seed: options.seed,
  });
  await prepareMethods(session, methods);
  const goal = goalOf(options);
  await sayLongRuns(program, session, methods);
  await sayShapleyTime(program, session, goal);
  const report = shapleyReport(process.stdout, options.json === true);
  const task = { model, session, methods, target, goal, seed: options.seed, kept };
  const ended = await estimateAll(paths, task, report, options.file);
  if (options.file !== undefined) await kept.write(options.file);
  const where = options.file === undefined ? 'printed' : `kept: go on with --resume ${options.file}`;
  return finish(program, model, ended, `; what was sampled until then is ${where}`);
}

async function estimateAll(
  paths: readonly string[],
  task: ShapleyTask,
  report: ShapleyReport,
  file: string | undefined,
): Promise<Ended> {
  const progress = startProgress(0, 'coalitions', process.stderr);
  const counter = new CoalitionCounter(progress);
  const ended = await eachInput(
    paths,
    task.model.card,
    async (input, loaded, signal) => {
      const refusals = await estimateInput(input, loaded, task, report, counter, signal);
      // Hours of sampling are not lost with what comes after them.
      if (file !== undefined) await task.kept.write(file);
      return refusals;
    },
    async (input, error) => {
      const record = failureRecord(input, error);
      task.kept.fail(record);
      await report.fail(record);
    },
    progress,
  );
  await report.end();
  return ended;
}
