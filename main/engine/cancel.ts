import { WorkbenchError } from '../../shared/errors.ts';
import type { CancelSignal } from '../../shared/job.ts';

/**
 * Ends work that nobody waits for any more; called between two steps of it.
 * @param what begins the message, e.g. 'The curve'
 * @throws WorkbenchError 'cancelled'
 */
export function throwIfCancelled(signal: CancelSignal | undefined, what: string): void {
  if (signal?.aborted === true) throw new WorkbenchError('cancelled', `${what} was cancelled.`);
}
