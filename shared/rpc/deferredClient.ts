import type { CancelSignal } from '../job.ts';
import type { ContractClient, RunningJob } from './client.ts';
import type { Contract } from './contract.ts';
import { cancelled, untilCancelled } from './untilCancelled.ts';

/** The part of a client that outlives a connection. */
export type Caller<C extends Contract> = Pick<ContractClient<C>, 'call' | 'start'>;

/** Calls and jobs for whichever client `current` gives once it is there; cancelling works while one waits for it. */
export function createDeferredCaller<C extends Contract>(current: () => Promise<Caller<C>>): Caller<C> {
  const caller = {
    call(name: string, input: unknown, signal?: CancelSignal): Promise<unknown> {
      const answer = current().then((client) =>
        (client as unknown as UntypedCaller).call(name, input, signal),
      );
      return signal ? untilCancelled(answer, name, signal) : answer;
    },
    start(name: string, input: unknown, onEvent: (event: unknown) => unknown): RunningJob<unknown> {
      let started: RunningJob<unknown> | undefined;
      let over = false;
      let cancelWaiting: () => void;
      const result = new Promise((resolve, reject) => {
        cancelWaiting = () => {
          reject(cancelled(name));
        };
        current().then((client) => {
          if (over) return;
          started = (client as unknown as UntypedCaller).start(name, input, onEvent);
          started.result.then(resolve, reject);
        }, reject);
      });
      return {
        result,
        cancel() {
          over = true;
          if (started === undefined) cancelWaiting();
          else started.cancel();
        },
      };
    },
  };
  // Names and inputs pass through untouched: what the typed client accepts is what the caller was given.
  return caller as unknown as Caller<C>;
}

interface UntypedCaller {
  call(name: string, input: unknown, signal?: CancelSignal): Promise<unknown>;
  start(name: string, input: unknown, onEvent: (event: unknown) => unknown): RunningJob<unknown>;
}
