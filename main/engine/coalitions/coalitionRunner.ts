import type { CancelSignal } from '../../../shared/job.ts';
import type { ActivationPoint, ActivationSession } from '../activationSession.ts';
import { bothEnds, singles, type Coalitions } from './coalitions.ts';
import type { CutValues } from './cutRow.ts';
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
   * Runs what all coalitions share.
   * @param count how many coalitions are likely to be run
   * @param withLogits whether all logits are wanted, not just scores
   * @throws WorkbenchError 'cancelled', 'value-not-finite'
   */
  static async open(
    session: ActivationSession,
    point: ActivationPoint,
    count: number,
    withLogits: boolean,
    signal?: CancelSignal,
  ): Promise<CoalitionRunner> {
    const plan = planCoalitions(session.head, count, withLogits);
    return new CoalitionRunner(session, point, plan, await cutValues(session, point, plan, signal));
  }

  /** How the score of a seed is read from a row of {@link run}. */
  scorer(seed: Float32Array): (row: Float32Array) => number {
    return this.#plan.readout.scorer(seed);
  }

  /**
   * Runs coalitions in batches.
   * @param onRow told of each coalition, in order: its logits, or what its score is read from; good until it returns
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
  { before, after }: CoalitionPlan,
  signal: CancelSignal | undefined,
): Promise<CutValues[]> {
  const { activation } = point;
  const atLayer: CutValues = { all: activation, none: new Float32Array(activation.length), parts: [] };
  if (!before) return [atLayer];
  const [channels] = session.head.shape;
  const rowsOf = async (outputs: readonly string[], coalitions: Coalitions) => {
    const rows: Float32Array[][] = [];
    await runStage(session, point, { ...before, outputs }, [atLayer], coalitions, signal, (row) => {
      rows.push(row.map((each) => each.slice()));
    });
    return rows;
  };
  const [all, none] = (await rowsOf(before.outputs, bothEnds(channels))) as [Float32Array[], Float32Array[]];
  const sums = after.cuts.flatMap(({ kind, name }) => (kind === 'sum' ? [name] : []));
  const alone = sums.length > 0 ? await rowsOf(sums, singles(channels)) : [];
  return after.cuts.map(({ name }) => {
    const at = before.outputs.indexOf(name);
    if (at < 0) return atLayer;
    const nothing = none[at] as Float32Array;
    const sum = sums.indexOf(name);
    const parts = sum < 0 ? [] : alone.map((row) => difference(row[sum] as Float32Array, nothing));
    return { all: all[at] as Float32Array, none: nothing, parts };
  });
}

function difference(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, at) => value - (b[at] as number));
}
