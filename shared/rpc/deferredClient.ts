import { WorkbenchError } from '../errors.ts';
import type { ContractClient, RunningJob } from './client.ts';
import type { Contract } from './contract.ts';

/** The part of a client that outlives a connection. */
export type Caller<C extends Contract> = Pick<ContractClient<C>, 'call' | 'start'>;

/** Calls and jobs for whichever client `current` gives once it is there; cancelling works while one waits for it. */
export function createDeferredCaller<C extends Contract>(current: () => Promise<Caller<C>>): Caller<C> {
  const caller = {
    async call(name: string, input: unknown): Promise<unknown> {
      const client = (await current()) as unknown as UntypedCaller;
      return client.call(name, input);
    },
    start(name: string, input: unknown, onEvent: (event: unknown) => unknown): RunningJob<unknown> {
      let started: RunningJob<unknown> | undefined;
      let over = false;
      let cancelWaiting: () => void;
      const result = new Promise((resolve, reject) => {
        cancelWaiting = () => {
          reject(new WorkbenchError('cancelled', `${name} was cancelled.`));
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
  call(name: string, input: unknown): Promise<unknown>;
  start(name: string, input: unknown, onEvent: (event: unknown) => unknown): RunningJob<unknown>;
}
