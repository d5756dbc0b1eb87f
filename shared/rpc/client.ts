import { toErrorData, fromErrorData, WorkbenchError } from '../errors.ts';
import type { CancelSignal } from '../job.ts';
import type {
  CallInput,
  CallName,
  CallOutput,
  Contract,
  JobEvent,
  JobInput,
  JobName,
  JobResult,
  NoticeName,
  NoticePayload,
  WindowContract,
} from './contract.ts';
import { PortClosedError, type Port } from './port.ts';
import { cancelled, untilCancelled } from './untilCancelled.ts';
import { validate } from './validate.ts';
import { openWire, type ClientFunctions, type Outcome, type ServerFunctions } from './wire.ts';

/** A job that has been asked for. */
export interface RunningJob<R> {
  /** Rejects with `cancelled` as soon as {@link RunningJob.cancel} is called. */
  readonly result: Promise<R>;
  /** Ends the job; no event arrives afterwards. Without effect once the job is over. */
  cancel(): void;
}

/** A typed view of the other side of a port. Every rejection is a WorkbenchError. */
export interface ContractClient<C extends Contract> {
  /** @param signal ends the call: it rejects with `cancelled` at once, and the other side stops when it can */
  call<K extends CallName<C>>(
    name: K,
    input: CallInput<C, K>,
    signal?: CancelSignal,
  ): Promise<CallOutput<C, K>>;
  /** `onEvent` may return a promise: the sender waits for it when several events are under way. */
  start<K extends JobName<C>>(
    name: K,
    input: JobInput<C, K>,
    onEvent: (event: JobEvent<C, K>) => unknown,
  ): RunningJob<JobResult<C, K>>;
  /** Listens to a notice until the returned function is called. */
  on<K extends NoticeName<C>>(name: K, listener: (payload: NoticePayload<C, K>) => void): () => void;
  /** Settles once the connection has ended, from either side. */
  readonly closed: Promise<void>;
  /** Ends the connection; pending work rejects. */
  close(): void;
}

/** What the window holds. */
export type Client = ContractClient<WindowContract>;

interface Listening {
  readonly name: string;
  receive(event: unknown): unknown;
  reject(error: WorkbenchError): void;
}

/**
 * Speaks a contract over a port. Answers and events are checked against the contract.
 * @param lost the error that pending and later work gets once the port has closed
 */
export function createClient<C extends Contract>(
  port: Port,
  contract: C,
  lost: () => WorkbenchError = connectionLost,
): ContractClient<C> {
  const jobs = new Map<string, Listening>();
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  let named = 0;

  const wire = openWire<ServerFunctions, ClientFunctions>(port, {
    async event(id, event) {
      const job = jobs.get(id);
      if (job === undefined) return;
      try {
        await job.receive(validate(entry(contract.jobs, job.name).event, event, `Event of ${job.name}`));
      } catch (error) {
        jobs.delete(id);
        job.reject(asWorkbenchError(error));
        void cancelRemotely(id);
      }
    },
    notice(name, payload) {
      if (!Object.hasOwn(contract.notices, name)) return;
      const checked = contract.notices[name]?.safeParse(payload);
      if (checked?.success !== true) return;
      for (const listener of listeners.get(name) ?? []) listener(checked.data);
    },
  });

  const end = new Promise<void>((resolve) => {
    port.onClose(() => {
      wire.$close(lost());
      for (const job of jobs.values()) job.reject(lost());
      jobs.clear();
      resolve();
    });
  });

  async function answer(asked: () => Promise<Outcome>): Promise<unknown> {
    if (wire.$closed) throw lost();
    let outcome: Outcome;
    try {
      outcome = await asked();
    } catch (error) {
      throw error instanceof PortClosedError ? lost() : asWorkbenchError(error);
    }
    if (!outcome.ok) throw fromErrorData(outcome.error);
    return outcome.value;
  }

  async function cancelRemotely(id: string): Promise<void> {
    await wire.cancel.asEvent(id).catch(() => undefined);
  }

  const client = {
    async call(name: string, input: unknown, signal?: CancelSignal): Promise<unknown> {
      const checked = async (asked: () => Promise<Outcome>) =>
        validate(entry(contract.calls, name).output, await answer(asked), `Answer to ${name}`);
      if (!signal) return checked(() => wire.call(name, input));
      if (signal.aborted) throw cancelled(name);
      const id = `call-${(named += 1)}`;
      const answered = checked(() => wire.call(name, input, id));
      return untilCancelled(answered, name, signal, () => void cancelRemotely(id));
    },
    start(name: string, input: unknown, onEvent: (event: unknown) => unknown): RunningJob<unknown> {
      const id = `job-${(named += 1)}`;
      const result = new Promise((resolve, reject) => {
        jobs.set(id, { name, receive: onEvent, reject });
        void answer(() => wire.start(id, name, input))
          .then((value) => validate(entry(contract.jobs, name).result, value, `Result of ${name}`))
          .then(resolve, reject)
          .finally(() => jobs.delete(id));
      });
      return {
        result,
        cancel() {
          const job = jobs.get(id);
          if (job === undefined) return;
          jobs.delete(id);
          job.reject(cancelled(name));
          void cancelRemotely(id);
        },
      };
    },
    on(name: string, listener: (payload: unknown) => void): () => void {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener));
      return () => set.delete(listener);
    },
    closed: end,
    close() {
      port.close();
    },
  };
  // The body is written for any name; the contract's types hold for its users.
  return client as unknown as ContractClient<C>;
}

function entry<T>(table: Record<string, T>, name: string): T {
  const found = Object.hasOwn(table, name) ? table[name] : undefined;
  if (found === undefined) throw new WorkbenchError('input-invalid', `${name} is no call of this port.`);
  return found;
}

function connectionLost(): WorkbenchError {
  return new WorkbenchError('connection-lost', 'The connection to the workbench was lost. Reload the page.');
}

function asWorkbenchError(error: unknown): WorkbenchError {
  return error instanceof WorkbenchError ? error : fromErrorData(toErrorData(error));
}
