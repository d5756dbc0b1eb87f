import { cpus } from 'node:os';
import type { ModelCard } from '../../../shared/modelCard.ts';
import type { Params } from '../../../shared/params.ts';
import { STAGES, type BenchmarkResult, type StageTimes } from '../../engine/benchmark.ts';
import type { CoalitionRates } from '../../engine/coalitionBenchmark.ts';
import { runtimeVersion } from '../../engine/runtime/session.ts';
import { settingsOf } from './settings.ts';
import { formatTable } from './table.ts';

/** Medians of one method at one layer. */
export interface LayerResult extends Pick<BenchmarkResult, 'warmUps' | 'runs'> {
  readonly layer: string;
  readonly head: 'affine' | 'non-linear';
  readonly method: string;
  readonly params: Params;
  readonly ms: StageTimes;
  /** Each stage over `forward`. */
  readonly ratios: StageTimes;
  /** How fast coalitions run; null where the head is affine, and needs none. */
  readonly coalitions: CoalitionRates | null;
}

/** What was measured by what. */
interface About {
  /** Of the program. */
  readonly version: string;
  /** Of one run; null where the runtime was left to choose. */
  readonly threads: number | null;
  readonly card: ModelCard;
}

export function benchJson(layers: readonly LayerResult[], { version, threads, card }: About): string {
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
    threads,
    runs: first?.runs,
    warmUps: first?.warmUps,
    ms: first?.ms,
    ratios: first?.ratios,
    layers,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

const TITLES = {
  forward: 'Forward',
  backbone: 'Backbone',
  explain: 'Explain',
  classSwitch: 'Class switch',
  coalition: 'Coalition',
};

export function benchTable(results: readonly LayerResult[], { version, threads, card }: About): string {
  const stages = STAGES.map((stage) => TITLES[stage]);
  const rows = results.map(({ layer, method, head, ms, ratios, warmUps, runs }) => [
    layer,
    head,
    method,
    ...STAGES.map((stage) => (Number.isNaN(ms[stage]) ? '–' : ms[stage].toFixed(2))),
    ratios.explain.toFixed(3),
    String(warmUps),
    String(runs),
  ]);
  const numbers = [...stages, 'Explain / forward', 'Warm-ups', 'Runs'];
  const stageTable = formatTable(['Layer', 'Head', 'Method', ...numbers], rows, numbers);
  const params = new Set(results.flatMap(({ method, params: given }) => settingsOf(method, given)));
  const lines = [
    `Medians in milliseconds, batch 1; model ${card.name}, provider ${card.provider}, ${threads === null ? 'a thread per core' : `threads ${String(threads)}`}, ONNX Runtime ${runtimeVersion()}, LIFT-CAM Workbench ${version}.`,
    ...(params.size > 0 ? [`Parameters of methods: ${[...params].join(', ')}.`] : []),
    ...(results.some(({ warmUps }) => warmUps === 0) ? [SLOW_METHODS] : []),
    ...coalitionLines(results),
  ];
  return `${stageTable}\n${lines.map((line) => `${line}\n`).join('')}`;
}

const SLOW_METHODS =
  'Of a method that takes more than 2 s every run counts, also the first, and there are at most 3.';

/** A line for every layer where coalitions must be run. */
function coalitionLines(results: readonly LayerResult[]): string[] {
  const rates = new Map(results.map(({ layer, coalitions }) => [layer, coalitions]));
  return [...rates].flatMap(([layer, rate]) =>
    rate
      ? [
          `Coalitions at ${layer}: ${rate.perSecond.toFixed(0)}/s; the whole head on each, ${rate.naivePerSecond.toFixed(0)}/s: ${rate.ratio.toFixed(1)} times as many.`,
        ]
      : [],
  );
}
