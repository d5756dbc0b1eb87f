import type { EngineCalls, EngineJobs, HostCalls, PrivilegedCalls } from './api.ts';

/** Implementation of the calls in a table. */
export type CallHandlers<T> = {
  [K in keyof T]: T[K] extends { input: infer I; output: infer O } ? (input: I) => Promise<O> : never;
};

/** Implementation of the jobs in a table: emits events while it runs and stops early when `signal` aborts. */
export type JobHandlers<T> = {
  [K in keyof T]: T[K] extends { input: infer I; event: infer E; result: infer R }
    ? (input: I, emit: (event: E) => void, signal: AbortSignal) => Promise<R>
    : never;
};

/** What an engine offers, whatever carries it. */
export interface EngineService {
  readonly calls: CallHandlers<EngineCalls & PrivilegedCalls>;
  readonly jobs: JobHandlers<EngineJobs>;
}

export type HostHandlers = CallHandlers<HostCalls>;
