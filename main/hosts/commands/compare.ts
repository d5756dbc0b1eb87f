import { Command, InvalidArgumentError, Option } from 'commander';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { ClassScore } from '../../../shared/result.ts';
import { selectClass } from '../../engine/classNames.ts';
import { compareOnImage, type ComparedImage, type Comparison } from '../../engine/comparison.ts';
import { AGREEMENTS, type AgreementId } from '../../engine/comparisonTable.ts';
import { chooseMethod } from '../../engine/methodChoice.ts';
import { runtimeVersion } from '../../engine/runtime/session.ts';
import { openBoxes } from '../terminal/boxes.ts';
import { deliver, type Delivery } from '../terminal/comparison/deliver.ts';
import { TABLE_FORMATS } from '../terminal/comparison/formats.ts';
import type { ImageRecord } from '../terminal/comparison/report.ts';
import { eachInput, finish, type Refusal } from '../terminal/eachInput.ts';
import { failureRecord, named, type FailureRecord } from '../terminal/explanationRecord.ts';
import { sayLongRuns } from '../terminal/longRuns.ts';
import { chooseMethods } from '../terminal/methodParams.ts';
import { chooseMetrics } from '../terminal/metricParams.ts';
import { openForCommand } from '../terminal/openForCommand.ts';
import { prepareMethods } from '../terminal/prepareMethods.ts';
import {
  jsonOption,
  layerOption,
  methodOption,
  paramOption,
  parseCount,
  parseList,
  providerOption,
  seedOption,
  threadsOption,
  withModelOptions,
  type ModelOptions,
} from '../terminal/options.ts';
import type { Program } from '../terminal/program.ts';

interface CompareOptions extends ModelOptions, Delivery {
  readonly layer?: string;
  readonly class: string;
  readonly method: readonly string[];
  readonly param: readonly string[];
  readonly metric: readonly string[];
  readonly metricParam: readonly string[];
  readonly agreement: readonly AgreementId[];
  readonly permutations: number;
  readonly controls: boolean;
  readonly boxes?: string;
  readonly seed: number;
}

const METHODS = ['lift-cam', 'grad-cam', 'grad-cam++', 'xgrad-cam', 'ablation-cam'];
const METRICS = ['ic', 'ad', 'add', 'deletion', 'insertion'];
const RANDOM_CONTROL = 'random-cam';
const REFERENCE = 'shap-cam';
const POINTING_GAME = 'pointing-game';

/** `liftcam compare`: the table of the paper, methods against the Shapley values and by the metrics. */
export function compareCommand(program: Program): Command {
  return withModelOptions(
    new Command('compare')
      .description('hold methods against the Shapley values and measure their maps')
      .argument('<input...>', 'images, folders of images, or .npy files with preprocessed float32 inputs'),
  )
    .addOption(layerOption())
    .addOption(
      new Option('--class <class>', 'class to explain: index, label or top1 to top5').default('top1'),
    )
    .addOption(methodOption().default(METHODS, METHODS.join(',')))
    .addOption(paramOption())
    .addOption(
      new Option('--metric <ids>', 'metrics, separated by commas')
        .argParser(parseList)
        .default(METRICS, METRICS.join(',')),
    )
    .addOption(
      new Option(
        '--metric-param <metric.name=value>',
        "a metric's parameter, as in --metric-param deletion.baseline=blur; may be repeated",
      )
        .argParser((text: string, before: readonly string[]) => [...before, text])
        .default([], "the metric's own"),
    )
    .addOption(
      new Option('--agreement <measures>', `agreement with SHAP: ${AGREEMENTS.join(', ')}`)
        .argParser(parseAgreements)
        .default(['cosine'], 'cosine'),
    )
    .addOption(
      new Option('--permutations <number>', 'orders of the channels that the Shapley values are sampled from')
        .argParser(parseCount)
        .default(32),
    )
    .addOption(
      new Option('--boxes <path>', 'ground truth: COCO .json, Pascal VOC .xml, or a folder of those'),
    )
    .addOption(new Option('--no-controls', 'leave out the random and the centred map'))
    .addOption(seedOption())
    .addOption(
      new Option(
        '--format <name>',
        'form of the table; json holds everything (default: as the name of -o ends, or text)',
      ).choices([...TABLE_FORMATS]),
    )
    .addOption(
      new Option(
        '-o, --file <file>',
        'write the table to a file, in the form that its name ends in: csv, tex, md, json',
      ),
    )
    .addOption(providerOption())
    .addOption(threadsOption())
    .addOption(jsonOption())
    .action(async (inputs: string[], options: CompareOptions) => {
      process.exitCode = await run(program, inputs, options);
    });
}

function parseAgreements(text: string): AgreementId[] {
  return parseList(text).map((entry) => {
    const found = AGREEMENTS.find((each) => each === entry);
    if (found) return found;
    throw new InvalidArgumentError(`Choose from ${AGREEMENTS.join(', ')}.`);
  });
}

async function run(program: Program, paths: readonly string[], options: CompareOptions): Promise<number> {
  const comparison = await plan(program, options);
  const { model } = comparison;
  const boxesOf = await openBoxes(options.boxes, paths, model.card);
  const done: ImageRecord[] = [];
  const failures: FailureRecord[] = [];
  const ended = await eachInput(
    paths,
    model.card,
    async (input, loaded, signal) => {
      const boxes = (target: ClassScore) => boxesOf(input, loaded, target);
      const compared = await compareOnImage(comparison, loaded, boxes, signal);
      done.push({ ...named(input), ...compared });
      return refusalsOf(compared);
    },
    (input, error) => void failures.push(failureRecord(input, error)),
  );
  const versions = { program: program.version, node: process.versions.node, runtime: runtimeVersion() };
  await deliver({ ...options, comparison, images: done, failures, versions }, options);
  return finish(program, model, ended);
}

function refusalsOf({ methods }: ComparedImage): Refusal[] {
  return methods.flatMap(({ method, error }) => (error === null ? [] : [{ method, error }]));
}

/** Everything that is settled before the first image. */
async function plan(program: Program, options: CompareOptions): Promise<Comparison> {
  const { seed, controls, permutations } = options;
  const ids = controls ? [...new Set([...options.method, RANDOM_CONTROL])] : options.method;
  const methods = chooseMethods(ids, options.param, seed);
  const reference = chooseMethod(REFERENCE, { permutations: permutations + (permutations % 2), seed });
  const metrics = chooseMetrics(metricIds(options), options.metricParam, seed);
  const model = await openForCommand(program, options);
  const target = { class: selectClass(options.class, model.card.labels) };
  const session = model.layer(options.layer);
  await prepareMethods(session, [reference, ...methods]);
  await sayLongRuns(program, session, [reference, ...methods]);
  return { model, session, methods, reference, metrics, target, centreControl: controls };
}

/** The metrics asked for; with boxes, the one that looks at them too. */
function metricIds({ metric, boxes }: CompareOptions): readonly string[] {
  if (boxes !== undefined) return [...new Set([...metric, POINTING_GAME])];
  if (!metric.includes(POINTING_GAME)) return metric;
  throw new WorkbenchError('input-invalid', `Metric ${POINTING_GAME} needs ground truth. Add --boxes PATH.`);
}
