import { engineContract, type EngineContract, type Service } from '../../shared/rpc/contract.ts';

/**
 * A service that answers once the promised one is there, so that its port is listened to from the start. Every call
 * rejects with the reason when it never comes.
 */
export function deferService(promised: Promise<Service<EngineContract>>): Service<EngineContract> {
  promised.catch(() => undefined);
  const calls = Object.keys(engineContract.calls).map((name) => [
    name,
    late(async () => (await promised).calls, name),
  ]);
  const jobs = Object.keys(engineContract.jobs).map((name) => [
    name,
    late(async () => (await promised).jobs, name),
  ]);
  // Both tables are filled from the contract's own names just above.
  const service: Record<keyof Service<EngineContract>, object> = {
    calls: Object.fromEntries(calls) as object,
    jobs: Object.fromEntries(jobs) as object,
  };
  return service as Service<EngineContract>;
}

function late(table: () => Promise<object>, name: string) {
  return async (...given: unknown[]): Promise<unknown> => {
    const handlers = (await table()) as Record<string, (...given: unknown[]) => Promise<unknown>>;
    return handlers[name]?.(...given);
  };
}
