import { engineCalls, engineJobs, hostCalls, type EngineCalls, type EngineJobs } from '../../shared/api.ts';
import type { HostHandlers } from '../../shared/job.ts';
import type { ContractClient } from '../../shared/rpc/client.ts';
import type { EngineContract, Service, WindowContract } from '../../shared/rpc/contract.ts';

/** The part of an engine's client that a relay needs. */
export type EngineCaller = Pick<ContractClient<EngineContract>, 'call' | 'start'>;

/**
 * What a window is offered: the host's own calls, and the engine's calls and jobs passed on. Privileged calls are not in
 * the window's table, so no name that a window sends can reach them.
 */
export function createRelay(engine: EngineCaller, host: HostHandlers): Service<WindowContract> {
  const calls: Record<string, unknown> = {};
  for (const name of Object.keys(hostCalls) as (keyof HostHandlers)[]) calls[name] = host[name];
  for (const name of Object.keys(engineCalls) as (keyof EngineCalls)[]) {
    calls[name] = (input: never, signal?: AbortSignal) => engine.call(name, input, signal);
  }
  const jobs: Record<string, unknown> = {};
  for (const name of Object.keys(engineJobs) as (keyof EngineJobs)[]) jobs[name] = relayJob(engine, name);
  // Both tables are filled from the contract's own names just above.
  return { calls, jobs } as unknown as Service<WindowContract>;
}

function relayJob(engine: EngineCaller, name: keyof EngineJobs) {
  return async (input: never, emit: (event: unknown) => unknown, signal: AbortSignal): Promise<unknown> => {
    const job = engine.start(name, input, emit);
    const cancel = () => {
      job.cancel();
    };
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    try {
      return await job.result;
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  };
}
