import { Command, InvalidArgumentError, Option } from 'commander';
import { fromErrorData, toErrorData } from '../../../shared/errors.ts';
import type { TargetSelector } from '../../../shared/result.ts';
import type { ShapleyEstimate, ShapleyGoal } from '../../../shared/shapley.ts';
import type { ActivationSession } from '../../engine/activationSession.ts';
import { selectClass } from '../../engine/classNames.ts';
import { explain, runForward, type Explained } from '../../engine/explain.ts';
import type { MethodChoice } from '../../engine/methodChoice.ts';
import type { OpenModel } from '../../engine/model/openModel.ts';
import { beginSampling, estimateShapley, type ShapleyStep } from '../../engine/shapley.ts';
import { byMethod } from '../terminal/byMethod.ts';
import { eachInput, finish, type Refusal } from '../terminal/eachInput.ts';
import { failureRecord } from '../terminal/explanationRecord.ts';
import type { Input, LoadedInput } from '../terminal/inputs.ts';
import { sayLongRuns } from '../terminal/longRuns.ts';
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
import { startProgress, type Progress } from '../terminal/progress.ts';
import type { Program } from '../terminal/program.ts';
import { shapleyRecord } from '../terminal/shapleyRecord.ts';
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

/** What is done with every input. */
interface Task {
  readonly model: OpenModel;
  readonly session: ActivationSession;
  readonly methods: readonly MethodChoice[];
  readonly target: TargetSelector;
  readonly goal: ShapleyGoal;
  readonly seed: number;
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
  await prepareMethods(session, methods);
  await sayLongRuns(program, session, methods);
  const report = shapleyReport(process.stdout, options.json === true);
  const task = { model, session, methods, target, goal: goalOf(options), seed: options.seed };
  return estimateAll(program, paths, task, report);
}

async function estimateAll(
  program: Program,
  paths: readonly string[],
  task: Task,
  report: ShapleyReport,
): Promise<number> {
  const progress = startProgress(0, 'coalitions', process.stderr);
  const counter = new CoalitionCounter(progress);
  const ended = await eachInput(
    paths,
    task.model.card,
    (input, loaded, signal) => estimateInput(input, loaded, task, report, counter, signal),
    (input, error) => report.fail(failureRecord(input, error)),
    progress,
  );
  await report.end();
  return finish(program, task.model, ended, '; what was sampled until then is printed');
}

/** The methods' weights and the Shapley values of one image; those sampled so far where it is cut short. */
async function estimateInput(
  input: Input,
  loaded: LoadedInput,
  { model, session, methods, target, goal, seed }: Task,
  report: ShapleyReport,
  counter: CoalitionCounter,
  signal: AbortSignal,
): Promise<readonly Refusal[]> {
  const forward = await runForward(session, loaded.tensor);
  const explained: Explained[] = [];
  const ignore = () => undefined;
  const refusals = await byMethod(
    methods,
    (method) => explain(model, session, method, loaded, forward, [target], ignore, signal),
    (results) => void explained.push(...results),
  );
  const [first] = explained;
  if (!first) throw fromErrorData((refusals[0] as Refusal).error);
  model.predictions.note(loaded.tensor, first.explanation.prediction);
  const record = (estimate: ShapleyEstimate, complete: boolean) =>
    shapleyRecord(input, explained, refusals, estimate, complete);
  const game = { session, point: forward.point, seed: first.seed };
  const before = counter.done;
  let last: ShapleyStep | undefined;
  const onStep = (step: ShapleyStep) => {
    last = step;
    counter.goTo(before + step.coalitions, step.left);
  };
  try {
    const estimate = await estimateShapley(game, goal, beginSampling(game, seed), onStep, signal);
    await report.add(record(estimate, true));
  } catch (error) {
    const { code } = toErrorData(error);
    if (code === 'cancelled' && last && last.estimate.pairs > 0)
      await report.add(record(last.estimate, false));
    throw error;
  }
  return refusals;
}

/** Tells the progress how many coalitions were run, of all images, and how many are to come of this one. */
class CoalitionCounter {
  done = 0;
  readonly #progress: Progress;

  constructor(progress: Progress) {
    this.#progress = progress;
  }

  goTo(done: number, left: number | null): void {
    if (left !== null) this.#progress.expect(done + left);
    this.#progress.advance(done - this.done);
    this.done = done;
  }
}
