import { cpus } from 'node:os';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { WorkbenchError } from '../../../shared/errors.ts';
import { benchmark, STAGES, type BenchmarkResult, type StageTimes } from '../../engine/benchmark.ts';
import { benchmarkCoalitions, type CoalitionRates } from '../../engine/coalitionBenchmark.ts';
import { inputDims } from '../../engine/classifier.ts';
import { decodeImage } from '../../engine/images/decode.ts';
import { preprocess } from '../../engine/images/preprocess.ts';
import { chooseMethod } from '../../engine/methodChoice.ts';
import type { OpenModel } from '../../engine/model/openModel.ts';
import { openRawForward } from '../../engine/runtime/rawForward.ts';
import { runtimeVersion } from '../../engine/runtime/session.ts';
import { locateResources } from '../resources.ts';
import { openForCommand } from '../terminal/openForCommand.ts';
import {
  jsonOption,
  layerOption,
  methodOption,
  withModelOptions,
  parseCount,
  providerOption,
  threadsOption,
  type ModelOptions,
} from '../terminal/options.ts';
import { startProgress } from '../terminal/progress.ts';
import type { Program } from '../terminal/program.ts';
import { formatTable } from '../terminal/table.ts';

const WARM_UPS = 10;
const FEWEST_RUNS = 50;
/** A layer of the bundled model whose head is not linear, measured beside the default one. */
const NON_LINEAR_LAYER = 'add_6';
const PHOTO = 'chelsea.png';
const COALITION_ROUNDS = 5;

interface BenchOptions extends ModelOptions {
  readonly layer?: string;
  readonly method: readonly string[];
  readonly runs: number;
  readonly json?: true;
}

/** Medians of one method at one layer. */
interface LayerResult extends Pick<BenchmarkResult, 'warmUps' | 'runs'> {
  readonly layer: string;
  readonly head: 'affine' | 'non-linear';
  readonly method: string;
  readonly ms: StageTimes;
  /** Each stage over `forward`. */
  readonly ratios: StageTimes;
  /** How fast coalitions run; null where the head is affine, and needs none. */
  readonly coalitions: CoalitionRates | null;
}

/** `liftcam bench`: what an explanation costs beside a plain run of the model. */
export function benchCommand(program: Program): Command {
  return withModelOptions(
    new Command('bench').description('measure what an explanation costs beside a plain run of the model'),
  )
    .addOption(layerOption())
    .addOption(methodOption())
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
  const methods = options.method.map((id) => chooseMethod(id));
  const model = await openForCommand(program, options);
  const { card } = model;
  if (card.explainerOf) {
    throw new WorkbenchError(
      'input-invalid',
      `${card.path} is an ${card.name}: there is no plain run to measure it by. Give the model itself.`,
    );
  }
  const runs = Math.max(options.runs, FEWEST_RUNS);
  const layers = layersToMeasure(options, card.defaultLayer);
  for (const layer of layers) model.layer(layer);

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
  process.stdout.write(options.json ? `${json(program, options, model, results)}\n` : table(results));
}

function layersToMeasure({ model, layer }: BenchOptions, defaultLayer: string): string[] {
  if (layer !== undefined) return [layer];
  return model === undefined ? [defaultLayer, NON_LINEAR_LAYER] : [defaultLayer];
}

async function photoTensor({ root }: Program, { card }: OpenModel): Promise<Float32Array> {
  const photo = await decodeImage(join(locateResources(root).samples, PHOTO));
  return (await preprocess(photo, card.preprocessing, card.input)).tensor;
}

function ratiosOf(ms: StageTimes): StageTimes {
  const ratios = STAGES.map((stage) => [stage, ms[stage] / ms.forward] as const);
  return Object.fromEntries(ratios) as Record<(typeof STAGES)[number], number>;
}

function json(
  { version }: Program,
  { threads }: BenchOptions,
  { card }: OpenModel,
  layers: readonly LayerResult[],
): string {
  const processors = cpus();
  const { path, sha256, provider } = card;
  const [first] = layers;
  const report = {
    machine: {
      processor: processors[0]?.model ?? 'unknown',
      cores: processors.length,
      platform: `${process.platform} ${process.arch}`,
    },
    versions: { program: version, node: process.versions.node, runtime: runtimeVersion() },
    model: { path, sha256 },
    provider,
    threads: threads ?? null,
    runs: first?.runs,
    warmUps: first?.warmUps,
    ms: first?.ms,
    ratios: first?.ratios,
    layers,
  };
  return JSON.stringify(report, null, 2);
}

const TITLES = {
  forward: 'Forward',
  backbone: 'Backbone',
  explain: 'Explain',
  classSwitch: 'Class switch',
  coalition: 'Coalition',
};

function table(results: readonly LayerResult[]): string {
  const stages = STAGES.map((stage) => TITLES[stage]);
  const rows = results.map(({ layer, method, head, ms, ratios, runs }) => [
    layer,
    head,
    method,
    ...STAGES.map((stage) => (Number.isNaN(ms[stage]) ? '–' : ms[stage].toFixed(2))),
    ratios.explain.toFixed(3),
    String(runs),
  ]);
  const head = ['Layer', 'Head', 'Method', ...stages, 'Explain / forward', 'Runs'];
  const stageTable = formatTable(head, rows, [...stages, 'Explain / forward', 'Runs']);
  return `${stageTable}\nMedians in milliseconds, batch 1.\n${coalitionLines(results)}`;
}

/** A line for every layer where coalitions must be run. */
function coalitionLines(results: readonly LayerResult[]): string {
  const rates = new Map(results.map(({ layer, coalitions }) => [layer, coalitions]));
  return [...rates]
    .flatMap(([layer, rate]) =>
      rate
        ? `Coalitions at ${layer}: ${rate.perSecond.toFixed(0)}/s; the whole head on each, ${rate.naivePerSecond.toFixed(0)}/s: ${rate.ratio.toFixed(1)} times as many.\n`
        : [],
    )
    .join('');
}
