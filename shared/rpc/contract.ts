import type * as z from 'zod';
import {
  engineCalls,
  engineJobs,
  notices,
  privilegedCalls,
  windowCalls,
  type Calls,
  type CallTable,
  type Jobs,
  type JobTable,
} from '../api.ts';
import type { CallHandlers, JobHandlers } from '../job.ts';

export type NoticeTable = Record<string, z.ZodType>;

/** Everything that may be said over one port. */
export interface Contract {
  readonly calls: CallTable;
  readonly jobs: JobTable;
  readonly notices: NoticeTable;
}

/** The window's port: no call that takes a path. */
export const windowContract = { calls: windowCalls, jobs: engineJobs, notices } as const;
export type WindowContract = typeof windowContract;

/** The engine process's port, held by its host only. */
export const engineContract = {
  calls: { ...engineCalls, ...privilegedCalls },
  jobs: engineJobs,
  notices: {},
} as const;
export type EngineContract = typeof engineContract;

/** Implementation of a contract's calls and jobs. */
export interface Service<C extends Contract> {
  readonly calls: CallHandlers<Calls<C['calls']>>;
  readonly jobs: JobHandlers<Jobs<C['jobs']>>;
}

export type CallName<C extends Contract> = keyof C['calls'] & string;
export type JobName<C extends Contract> = keyof C['jobs'] & string;
export type NoticeName<C extends Contract> = keyof C['notices'] & string;
export type CallInput<C extends Contract, K extends CallName<C>> = z.input<C['calls'][K]['input']>;
export type CallOutput<C extends Contract, K extends CallName<C>> = z.output<C['calls'][K]['output']>;
export type JobInput<C extends Contract, K extends JobName<C>> = z.input<C['jobs'][K]['input']>;
export type JobEvent<C extends Contract, K extends JobName<C>> = z.output<C['jobs'][K]['event']>;
export type JobResult<C extends Contract, K extends JobName<C>> = z.output<C['jobs'][K]['result']>;
export type NoticePayload<C extends Contract, K extends NoticeName<C>> = z.output<C['notices'][K]>;
