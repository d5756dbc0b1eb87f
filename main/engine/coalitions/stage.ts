import { elementCount } from '../../../shared/tensor.ts';
import type { CancelSignal } from '../../../shared/job.ts';
import type { ActivationPoint, ActivationSession } from '../activationSession.ts';
import { throwIfCancelled } from '../cancel.ts';
import type { Model } from '../onnx/ir.ts';
import { floatValue } from '../runtime/session.ts';
import type { Coalitions } from './coalitions.ts';
import { cutRow, type CutValues } from './cutRow.ts';
import type { Cut } from './cuts.ts';
import { Membership } from './membership.ts';

/** A part of the head that coalitions run through, from the tensors where they enter. */
export interface Stage {
  /** Tells the stages of a head apart. */
  readonly id: string;
  readonly model: Model;
  readonly cuts: readonly Cut[];
  /** Tensors that are read from it. */
  readonly outputs: readonly string[];
  /** Coalitions of one run. */
  readonly rows: number;
}

/**
 * Runs coalitions through a stage, as many together as it says.
 * @param values of the stage's cuts
 * @param onRow told what each output holds for a coalition, in order; views that are good until it returns
 * @throws WorkbenchError 'cancelled' between two batches, 'value-not-finite'
 */
export async function runStage(
  session: ActivationSession,
  point: ActivationPoint,
  stage: Stage,
  values: readonly CutValues[],
  { count, absent }: Coalitions,
  signal: CancelSignal | undefined,
  onRow: (row: readonly Float32Array[], index: number) => void,
): Promise<void> {
  const { cuts } = stage;
  const [channels] = session.head.shape;
  const current = cuts.map((cut, at) => cutRow(cut, values[at] as CutValues, channels));
  const membership = new Membership(channels, current);
  const step = Math.min(stage.rows, count);
  const batches = cuts.map(({ dims }) => new Float32Array(step * elementCount(dims)));
  const feedOf = ({ name, dims }: Cut, at: number, some: number) => {
    const data = (batches[at] as Float32Array).subarray(0, some * elementCount(dims));
    return [name, floatValue([some * (dims[0] as number), ...dims.slice(1)], data)] as const;
  };
  for (let first = 0; first < count; first += step) {
    throwIfCancelled(signal, 'Running coalitions');
    const some = Math.min(step, count - first);
    for (let row = 0; row < some; row += 1) {
      membership.goTo(absent(first + row));
      for (const [at, each] of current.entries()) batches[at]?.set(each.values, row * each.values.length);
    }
    const feeds = Object.fromEntries(cuts.map((cut, at) => feedOf(cut, at, some)));
    const results = await session.runPart(stage.id, stage.model, point, feeds, some, stage.outputs);
    for (let row = 0; row < some; row += 1) {
      const rowOf = (result: Float32Array) => {
        const size = result.length / some;
        return result.subarray(row * size, (row + 1) * size);
      };
      onRow(results.map(rowOf), first + row);
    }
  }
}
