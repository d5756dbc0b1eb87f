import type { EngineCalls, EngineJobs, HostCalls, PrivilegedCalls } from './api.ts';

/** What a job sees of an AbortSignal; named here because this layer knows neither the DOM nor Node. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Implementation of the calls in a table; one that takes long ends between two of its stages when `signal` aborts. */
export type CallHandlers<T> = {
  [K in keyof T]: T[K] extends { input: infer I; output: infer O }
    ? (input: I, signal?: CancelSignal) => Promise<O>
    : never;
};

/** Hands an event on. Settles when the receiver has room for more: a job that sends many awaits it. */
export type Emit<E> = (event: E) => unknown;

/** Implementation of the jobs in a table: emits events while it runs and stops early when `signal` aborts. */
export type JobHandlers<T> = {
  [K in keyof T]: T[K] extends { input: infer I; event: infer E; result: infer R }
    ? (input: I, emit: Emit<E>, signal: CancelSignal) => Promise<R>
    : never;
};

/** What an engine offers, whatever carries it. */
export interface EngineService {
  readonly calls: CallHandlers<EngineCalls & PrivilegedCalls>;
  readonly jobs: JobHandlers<EngineJobs>;
}

export type HostHandlers = CallHandlers<HostCalls>;
