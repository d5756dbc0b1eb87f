import type { ActivationSession } from './activationSession.ts';
import { coalitionValue } from './coalition.ts';
import { explain, runForward, type Explained, type ImagePoint } from './explain.ts';
import type { MethodChoice } from './methodChoice.ts';
import type { OpenModel } from './model/openModel.ts';
import { prepareMethod } from './prepareMethod.ts';
import type { RawForward } from './runtime/rawForward.ts';

export const STAGES = ['forward', 'backbone', 'explain', 'classSwitch', 'coalition'] as const;
export type Stage = (typeof STAGES)[number];

/** Milliseconds of each stage. */
export type StageTimes = Readonly<Record<Stage, number>>;

/** Medians of the stages, and over how many rounds they were taken. */
export interface BenchmarkResult {
  readonly times: StageTimes;
  readonly warmUps: number;
  readonly runs: number;
}

/** A method whose explanation takes longer than this many milliseconds is slow: few rounds tell enough. */
const SLOW = 2000;
const SLOW_RUNS = 3;
/** Milliseconds that the rounds of a slow method may take together, one round apart. */
const SLOW_TOTAL = 30_000;

export interface Benchmark {
  readonly model: OpenModel;
  readonly session: ActivationSession;
  readonly method: MethodChoice;
  /** The untouched model, on the same input, provider and threads. */
  readonly raw: RawForward;
  /** The model's input for one image. */
  readonly tensor: Float32Array;
  readonly warmUps: number;
  readonly runs: number;
  /** Called after each round; throws to stop. */
  readonly onRound: () => void;
}

/**
 * Medians of the stages of an explanation, batch 1, the stages interleaved so that whatever else the machine does
 * falls on all of them:
 * - `forward`: `session.run` of the untouched model;
 * - `backbone`: the model up to the layer, a part of `explain`;
 * - `explain`: from the preprocessed tensor to logits, alpha and map of the top class;
 * - `classSwitch`: another class of the same image, from the activation that is held;
 * - `coalition`: the value of a coalition of channels, from the same.
 *
 * A slow method, one of hundreds of runs, warms up by itself: it is measured in one to three rounds from the first on, and
 * its class switch, which takes as long again, is NaN.
 */
export async function benchmark(options: Benchmark): Promise<BenchmarkResult> {
  const samples: Record<Stage, number[]> = {
    forward: [],
    backbone: [],
    explain: [],
    classSwitch: [],
    coalition: [],
  };
  const { session, method } = options;
  await prepareMethod(session, method);
  let { warmUps, runs } = options;
  for (let round = 0; round < warmUps + runs; round += 1) {
    const times = await oneRound(options, round);
    if (round === 0 && times.explain > SLOW) {
      warmUps = 0;
      runs = Math.min(SLOW_RUNS, runs, Math.ceil(SLOW_TOTAL / times.explain));
    }
    if (round >= warmUps) for (const stage of STAGES) samples[stage].push(times[stage]);
    options.onRound();
  }
  const medians = STAGES.map((stage) => [stage, median(samples[stage])] as const);
  return { times: Object.fromEntries(medians) as Record<Stage, number>, warmUps, runs };
}

/** Which of `forward` and `explain` comes first changes from round to round: neither always finds the warmer cache. */
async function oneRound({ model, session, method, raw, tensor }: Benchmark, round: number) {
  const image: ImagePoint = { tensor, image: null, placement: null, decodeMilliseconds: 0 };
  const explained = async (): Promise<Explained> => {
    const forward = await runForward(session, tensor);
    const [first] = await explain(model, session, method, image, forward, [{ class: { rank: 1 } }]);
    return first as Explained;
  };
  let forward: Timed<unknown>;
  let whole: Timed<Explained>;
  if (round % 2 === 0) {
    forward = await timed(() => raw.run());
    whole = await timed(explained);
  } else {
    whole = await timed(explained);
    forward = await timed(() => raw.run());
  }
  const { explanation, point } = whole.value;
  const other = explanation.prediction.top[1 + (round % 4)] ?? explanation.target.class;
  const held = { point, milliseconds: 0 };
  const targets = [{ class: { index: other.index } }];
  const switchClass = () => explain(model, session, method, image, held, targets);
  const classSwitch = whole.milliseconds > SLOW ? NaN : (await timed(switchClass)).milliseconds;
  const channel = round % session.head.shape[0];
  const coalition = await timed(() => coalitionValue(whole.value, [channel]));
  return {
    forward: forward.milliseconds,
    backbone: explanation.milliseconds.forward,
    explain: whole.milliseconds,
    classSwitch,
    coalition: coalition.milliseconds,
  };
}

interface Timed<T> {
  readonly value: T;
  readonly milliseconds: number;
}

async function timed<T>(work: () => Promise<T>): Promise<Timed<T>> {
  const start = performance.now();
  const value = await work();
  return { value, milliseconds: performance.now() - start };
}

/** The middle of the sorted values, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] as number) + (sorted[Math.floor(middle)] as number)) / 2;
}
