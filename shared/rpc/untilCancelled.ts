import { WorkbenchError } from '../errors.ts';
import type { CancelSignal } from '../job.ts';

export function cancelled(name: string): WorkbenchError {
  return new WorkbenchError('cancelled', `${name} was cancelled.`);
}

/**
 * What `work` settles with; rejects with `cancelled` as soon as `signal` aborts, whatever the work does then.
 * @param name begins the message
 * @param cancel told when it aborts, so that the work can end
 */
export function untilCancelled<T>(
  work: Promise<T>,
  name: string,
  signal: CancelSignal,
  cancel: () => void = () => undefined,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => {
      reject(cancelled(name));
      cancel();
    };
    signal.addEventListener('abort', end, { once: true });
    void work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', end);
    });
  });
}
