import { fromErrorData, toErrorData } from '../../../shared/errors.ts';
import type { TargetSelector } from '../../../shared/result.ts';
import type { ShapleyEstimate, ShapleyGoal } from '../../../shared/shapley.ts';
import type { ActivationSession } from '../../engine/activationSession.ts';
import { explain, runForward, type Explained } from '../../engine/explain.ts';
import type { MethodChoice } from '../../engine/methodChoice.ts';
import type { OpenModel } from '../../engine/model/openModel.ts';
import { beginSampling, estimateShapley, type ShapleyStep } from '../../engine/shapley.ts';
import { byMethod } from './byMethod.ts';
import type { CoalitionCounter } from './coalitionCounter.ts';
import type { Refusal } from './eachInput.ts';
import { named } from './explanationRecord.ts';
import type { Input, LoadedInput } from './inputs.ts';
import type { ShapleyFile } from './shapleyFile.ts';
import { shapleyRecord } from './shapleyRecord.ts';
import type { ShapleyReport } from './shapleyReport.ts';

/** What `liftcam shap` does with every input. */
export interface ShapleyTask {
  readonly model: OpenModel;
  readonly session: ActivationSession;
  readonly methods: readonly MethodChoice[];
  readonly target: TargetSelector;
  readonly goal: ShapleyGoal;
  readonly seed: number;
  /** What was sampled before, and what is now. */
  readonly kept: ShapleyFile;
}

/** The methods' weights and the Shapley values of one image; those sampled so far where it is cut short. */
export async function estimateInput(
  input: Input,
  loaded: LoadedInput,
  { model, session, methods, target, goal, seed, kept }: ShapleyTask,
  report: ShapleyReport,
  counter: CoalitionCounter,
  signal: AbortSignal,
): Promise<readonly Refusal[]> {
  const forward = await runForward(session, loaded.tensor);
  const explained: Explained[] = [];
  const refusals = await byMethod(
    methods,
    (method) => explain(model, session, method, loaded, forward, [target], { signal }),
    (results) => void explained.push(...results),
  );
  const [first] = explained;
  if (!first) throw fromErrorData((refusals[0] as Refusal).error);
  model.predictions.note(loaded.tensor, first.explanation.prediction);
  const game = { session, point: forward.point, seed: first.seed };
  const [channels] = session.head.shape;
  const from = kept.stateOf({ ...named(input), ...first.explanation.target }, loaded.tensor, channels);
  const before = counter.done;
  let last: ShapleyStep | undefined;
  const tell = async (estimate: ShapleyEstimate, complete: boolean) => {
    const record = shapleyRecord(input, explained, refusals, estimate, complete);
    kept.add(record, loaded.tensor, estimate.by === 'sampling' ? (last?.state ?? from) : null);
    await report.add(record);
  };
  const onStep = (step: ShapleyStep) => {
    last = step;
    counter.goTo(before + step.coalitions, step.left);
  };
  try {
    const begin = from ?? beginSampling(game, seed);
    await tell(await estimateShapley(game, goal, begin, onStep, signal), true);
  } catch (error) {
    const { code } = toErrorData(error);
    if (code === 'cancelled' && last && last.estimate.pairs > 0) await tell(last.estimate, false);
    throw error;
  }
  return refusals;
}
