import type { CancelSignal } from '../../../shared/job.ts';
import { elementCount } from '../../../shared/tensor.ts';
import type { ActivationPoint, ActivationSession } from '../activationSession.ts';
import { bothEnds, type Coalitions } from './coalitions.ts';
import type { CutValues } from './cutRow.ts';
import { findParts, type Ends } from './parts.ts';
import { planCoalitions, type CoalitionPlan } from './plan.ts';
import { runStage } from './stage.ts';

/**
 * Runs coalitions of one image's channels through the head, channels outside set to zero. What of the head is linear or
 * keeps channels apart has been run before; a coalition costs only the rest.
 */
export class CoalitionRunner {
  readonly #session: ActivationSession;
  readonly #point: ActivationPoint;
  readonly #plan: CoalitionPlan;
  readonly #values: readonly CutValues[];

  private constructor(
    session: ActivationSession,
    point: ActivationPoint,
    plan: CoalitionPlan,
    values: readonly CutValues[],
  ) {
    this.#session = session;
    this.#point = point;
    this.#plan = plan;
    this.#values = values;
  }

  /**
   * Compiles what coalitions run, so that the first take no longer than the next.
   * @param count how many coalitions are likely to be run
   */
  static async prepare(session: ActivationSession, count: number): Promise<void> {
    const { before, parts, after } = planCoalitions(session.head, count);
    for (const part of [before, parts?.product, parts?.stage, after])
      if (part) await session.preparePart(part.id, part.model);
  }

  /**
   * Runs what all coalitions share.
   * @param count how many coalitions are likely to be run
   * @throws WorkbenchError 'cancelled', 'value-not-finite'
   */
  static async open(
    session: ActivationSession,
    point: ActivationPoint,
    count: number,
    signal?: CancelSignal,
  ): Promise<CoalitionRunner> {
    const plan = planCoalitions(session.head, count);
    return new CoalitionRunner(session, point, plan, await cutValues(session, point, plan, signal));
  }

  /**
   * Runs coalitions of no image, which takes as long as others do, but nothing has to be run before.
   * @param point of any image, for what passes beside the layer
   */
  static ofNothing(session: ActivationSession, point: ActivationPoint, plan: CoalitionPlan): CoalitionRunner {
    const [channels] = session.head.shape;
    const values = plan.after.cuts.map(({ kind, dims }): CutValues => {
      const blank = new Float32Array(elementCount(dims));
      return {
        all: blank,
        none: blank,
        parts: kind === 'sum' ? Array.from({ length: channels }, () => blank) : [],
      };
    });
    return new CoalitionRunner(session, point, plan, values);
  }

  /** How the score of a seed is read from a row of {@link run}. */
  scorer(seed: Float32Array): (row: Float32Array) => number {
    return this.#plan.readout.scorer(seed);
  }

  /**
   * v of coalitions for several seeds, which share the runs.
   * @param scorers of the seeds, by {@link scorer} @param onRun told how many coalitions have been run
   * @returns a row for each seed, [coalitions]
   * @throws WorkbenchError 'cancelled' between two batches, 'value-not-finite'
   */
  async scores(
    coalitions: Coalitions,
    scorers: readonly ((row: Float32Array) => number)[],
    signal?: CancelSignal,
    onRun?: (coalitions: number) => unknown,
  ): Promise<Float64Array[]> {
    const values = scorers.map(() => new Float64Array(coalitions.count));
    await this.run(coalitions, signal, (row, index) => {
      for (const [at, score] of scorers.entries()) (values[at] as Float64Array)[index] = score(row);
      onRun?.(index + 1);
    });
    return values;
  }

  /**
   * Runs coalitions in batches.
   * @param onRow told of each coalition, in order: what its score is read from; good until it returns
   * @throws WorkbenchError 'cancelled' between two batches, 'value-not-finite'
   */
  run(
    coalitions: Coalitions,
    signal: CancelSignal | undefined,
    onRow: (row: Float32Array, index: number) => void,
  ): Promise<void> {
    return runStage(
      this.#session,
      this.#point,
      this.#plan.after,
      this.#values,
      coalitions,
      signal,
      ([row], index) => {
        onRow(row as Float32Array, index);
      },
    );
  }
}

/** What the cuts hold for A and for zeros, and what each channel brings to those that are sums. */
async function cutValues(
  session: ActivationSession,
  point: ActivationPoint,
  { before, parts, after }: CoalitionPlan,
  signal: CancelSignal | undefined,
): Promise<CutValues[]> {
  const { activation } = point;
  const ends = new Map<string, Ends>();
  ends.set(session.head.activation, { all: activation, none: new Float32Array(activation.length) });
  const endsOf = (name: string) => ends.get(name) as Ends;
  if (before) {
    const rows: Float32Array[][] = [];
    const atLayer = { ...endsOf(session.head.activation), parts: [] };
    await runStage(session, point, before, [atLayer], bothEnds(session.head.shape[0]), signal, (row) => {
      rows.push(row.map((each) => each.slice()));
    });
    const [all, none] = rows as [Float32Array[], Float32Array[]];
    for (const [at, name] of before.outputs.entries())
      ends.set(name, { all: all[at] as Float32Array, none: none[at] as Float32Array });
  }
  const found = parts && (await findParts(session, point, parts, endsOf, signal));
  return after.cuts.map(({ name }) => ({ ...endsOf(name), parts: found?.get(name) ?? [] }));
}
