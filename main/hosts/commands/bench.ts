import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { ModelCard } from '../../../shared/modelCard.ts';
import { benchmark, STAGES, type StageTimes } from '../../engine/benchmark.ts';
import { benchmarkCoalitions } from '../../engine/coalitionBenchmark.ts';
import { inputDims } from '../../engine/classifier.ts';
import { decodeImage } from '../../engine/images/decode.ts';
import { preprocess } from '../../engine/images/preprocess.ts';
import { findModelFile } from '../../engine/model/modelFile.ts';
import type { OpenModel } from '../../engine/model/openModel.ts';
import { openRawForward } from '../../engine/runtime/rawForward.ts';
import { locateResources } from '../resources.ts';
import { benchJson, benchTable, type LayerResult } from '../terminal/benchReport.ts';
import { chooseMethods } from '../terminal/methodParams.ts';
import { openForCommand } from '../terminal/openForCommand.ts';
import {
  jsonOption,
  layerOption,
  methodOption,
  paramOption,
  withModelOptions,
  parseCount,
  providerOption,
  threadsOption,
  type ModelOptions,
} from '../terminal/options.ts';
import { prepareMethods } from '../terminal/prepareMethods.ts';
import { startProgress } from '../terminal/progress.ts';
import type { Program } from '../terminal/program.ts';

const WARM_UPS = 10;
const FEWEST_RUNS = 50;
/** A layer of the bundled model whose head is not linear, measured beside the default one. */
const NON_LINEAR_LAYER = 'add_6';
const PHOTO = 'chelsea.png';
const COALITION_ROUNDS = 5;

interface BenchOptions extends ModelOptions {
  readonly layer?: string;
  readonly method: readonly string[];
  readonly param: readonly string[];
  readonly runs: number;
  readonly json?: true;
}

/** `liftcam bench`: what an explanation costs beside a plain run of the model. */
export function benchCommand(program: Program): Command {
  return withModelOptions(
    new Command('bench').description('measure what an explanation costs beside a plain run of the model'),
  )
    .addOption(layerOption())
    .addOption(methodOption())
    .addOption(paramOption())
    .addOption(
      new Option('--runs <number>', `timed runs, at least ${String(FEWEST_RUNS)}`)
        .argParser(parseCount)
        .default(100),
    )
    .addOption(providerOption())
    .addOption(threadsOption())
    .addOption(jsonOption())
    .action((options: BenchOptions) => run(program, options));
}

async function run(program: Program, options: BenchOptions): Promise<void> {
  const methods = chooseMethods(options.method, options.param);
  const model = await openForCommand(program, options);
  const { card } = model;
  if (card.explainerOf) {
    throw new WorkbenchError(
      'input-invalid',
      `${card.path} is an ${card.name}: there is no plain run to measure it by. Give the model itself.`,
    );
  }
  const runs = Math.max(options.runs, FEWEST_RUNS);
  const layers = await layersToMeasure(program, options, card);
  for (const layer of layers) await prepareMethods(model.layer(layer), methods);

  const tensor = await photoTensor(program, model);
  const raw = await openRawForward(
    card.path,
    { name: card.input.name, dims: inputDims(card.input, 1), data: tensor },
    { provider: card.provider, ...(options.threads !== undefined && { threads: options.threads }) },
  );
  const rounds = layers.length * methods.length * (WARM_UPS + runs);
  const progress = startProgress(rounds, 'rounds', process.stderr);
  const results: LayerResult[] = [];
  try {
    for (const layer of layers) {
      const session = model.layer(layer);
      const coalitions = session.head.affine
        ? null
        : await benchmarkCoalitions(session, await session.forward(tensor), COALITION_ROUNDS);
      for (const method of methods) {
        const onRound = () => {
          progress.advance();
        };
        const plan = { model, session, method, raw, tensor, warmUps: WARM_UPS, runs, onRound };
        const { times: ms, ...counts } = await benchmark(plan);
        const { affine } = session.head;
        results.push({
          layer,
          head: affine ? 'affine' : 'non-linear',
          method: method.method.id,
          params: method.params,
          ms,
          ratios: ratiosOf(ms),
          coalitions,
          ...counts,
        });
      }
    }
  } finally {
    progress.stop();
    await raw.release();
    model.release();
  }
  const about = { version: program.version, threads: options.threads ?? null, card };
  process.stdout.write(options.json ? benchJson(results, about) : benchTable(results, about));
}

/** The one named; else the default one and, of the bundled model, by whichever path it is named, the non-linear one too. */
async function layersToMeasure(
  { root }: Program,
  { layer }: BenchOptions,
  { path, defaultLayer }: ModelCard,
): Promise<string[]> {
  if (layer !== undefined) return [layer];
  const { file } = await findModelFile(locateResources(root).bundledModel);
  const isBundled = realpathSync(file) === realpathSync(path);
  return isBundled ? [defaultLayer, NON_LINEAR_LAYER] : [defaultLayer];
}

async function photoTensor({ root }: Program, { card }: OpenModel): Promise<Float32Array> {
  const photo = await decodeImage(join(locateResources(root).samples, PHOTO));
  return (await preprocess(photo, card.preprocessing, card.input)).tensor;
}

function ratiosOf(ms: StageTimes): StageTimes {
  const ratios = STAGES.map((stage) => [stage, ms[stage] / ms.forward] as const);
  return Object.fromEntries(ratios) as Record<(typeof STAGES)[number], number>;
}
