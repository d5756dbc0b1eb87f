import { elementCount } from '../../../../shared/tensor.ts';
import type { ActivationPoint, ActivationSession } from '../../activationSession.ts';
import { throwIfCancelled } from '../../cancel.ts';
import type { ImageContext } from '../method.ts';
import { batchRows } from './batchRows.ts';

/** Coalitions of channels, as many as are asked for. */
export interface Coalitions {
  readonly count: number;
  /** Channels that are absent from the coalition of this index. */
  readonly absent: (index: number) => Iterable<number>;
}

/**
 * Runs the head alone on coalitions, channels outside set to zero, as many at a time as memory allows.
 * @param onLogits told F of each coalition, in order
 * @throws WorkbenchError 'cancelled' between two batches
 */
export async function runCoalitions(
  session: ActivationSession,
  point: ActivationPoint,
  { count, absent }: Coalitions,
  { signal }: ImageContext,
  onLogits: (logits: Float32Array, index: number) => void,
): Promise<void> {
  const { model, walk, shape } = session.head;
  const [, height, width] = shape;
  const plane = height * width;
  const size = elementCount(shape);
  const rows = Math.min(count, batchRows(model.graph, walk.facts.shapes));
  const batch = new Float32Array(rows * size);
  for (let first = 0; first < count; first += rows) {
    throwIfCancelled(signal, 'Explaining');
    const some = Math.min(rows, count - first);
    for (let row = 0; row < some; row += 1) {
      batch.set(point.activation, row * size);
      for (const channel of absent(first + row)) {
        const from = row * size + channel * plane;
        batch.fill(0, from, from + plane);
      }
    }
    const logits = await session.logits(point, batch.subarray(0, some * size), some);
    for (const [row, each] of logits.entries()) onLogits(each, first + row);
  }
}
