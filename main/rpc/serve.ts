import type * as z from 'zod';
import { toErrorData, WorkbenchError } from '../../shared/errors.ts';
import type { Contract, NoticeName, NoticePayload, Service } from '../../shared/rpc/contract.ts';
import type { Port } from '../../shared/rpc/port.ts';
import { validate } from '../../shared/rpc/validate.ts';
import { openWire, type ClientFunctions, type Outcome, type ServerFunctions } from '../../shared/rpc/wire.ts';

/** A served port. */
export interface Serving<C extends Contract> {
  notify<K extends NoticeName<C>>(name: K, payload: NoticePayload<C, K>): void;
  close(): void;
}

/** Events of one job that may be under way at once; a job that awaits `emit` pauses there until one arrived. */
export const EVENTS_UNDER_WAY = 8;

/** Jobs one port may run at once: far above what a window asks for, and a bound on what a broken one can. */
const JOBS_AT_ONCE = 256;

/**
 * Answers a contract over a port. Names outside the contract and inputs that break their schema are refused as
 * `input-invalid` before any handler sees them; whatever a handler throws is sent as data; jobs end when the port closes.
 */
export function serve<C extends Contract>(port: Port, contract: C, service: Service<C>): Serving<C> {
  const running = new Map<string, AbortController>();

  const wire = openWire<ClientFunctions, ServerFunctions>(port, {
    call: (name, input, id) =>
      outcome(() => {
        const { schema, handler } = find(contract.calls, service.calls, name);
        const checked = validate(schema.input, input, name);
        if (id === undefined) return (handler as CallHandler)(checked);
        return underId(id, (signal) => (handler as CallHandler)(checked, signal));
      }),
    start: (id, name, input) =>
      outcome(async () => {
        const { schema, handler } = find(contract.jobs, service.jobs, name);
        const checked = validate(schema.input, input, name);
        return underId(id, async (signal) => {
          const events = createEventQueue((event) => wire.event(id, event));
          const result = await (handler as JobHandler)(checked, events.emit, signal);
          await events.drained();
          return result;
        });
      }),
    cancel: (id) => {
      running.get(id)?.abort();
    },
  });

  /** Does work that can be cancelled by its id for as long as it runs. */
  async function underId<T>(id: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { signal } = admit(id);
    try {
      return await work(signal);
    } finally {
      running.delete(id);
    }
  }

  function admit(id: string): AbortController {
    if (typeof (id as unknown) !== 'string' || running.has(id)) {
      throw new WorkbenchError('input-invalid', 'A job needs a name that no running job has.');
    }
    if (running.size >= JOBS_AT_ONCE) {
      throw new WorkbenchError(
        'input-invalid',
        `${JOBS_AT_ONCE} jobs are running already. Cancel some first.`,
      );
    }
    const controller = new AbortController();
    running.set(id, controller);
    return controller;
  }

  port.onClose(() => {
    wire.$close();
    for (const controller of running.values()) controller.abort();
  });

  return {
    notify(name, payload) {
      // Whoever has gone needs no notice.
      wire.notice.asEvent(name, payload).catch(() => undefined);
    },
    close() {
      port.close();
    },
  };
}

type CallHandler = (input: unknown, signal?: AbortSignal) => Promise<unknown>;
type JobHandler = (
  input: unknown,
  emit: (event: unknown) => unknown,
  signal: AbortSignal,
) => Promise<unknown>;

function find<S extends { input: z.ZodType }>(table: Record<string, S>, handlers: object, name: string) {
  const schema = Object.hasOwn(table, name) ? table[name] : undefined;
  if (schema === undefined) throw new WorkbenchError('input-invalid', `${name} is no call of this port.`);
  return { schema, handler: (handlers as Record<string, unknown>)[name] };
}

async function outcome(run: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { ok: true, value: await run() };
  } catch (error) {
    return { ok: false, error: toErrorData(error) };
  }
}

/** Sends events in order and holds the sender back while {@link EVENTS_UNDER_WAY} of them are unanswered. */
function createEventQueue(send: (event: unknown) => Promise<void>) {
  const underWay: Promise<void>[] = [];

  async function emit(event: unknown): Promise<void> {
    // The other side answers events in order; one that it can no longer answer counts as arrived.
    underWay.push(send(event).catch(() => undefined));
    if (underWay.length >= EVENTS_UNDER_WAY) await underWay.shift();
  }

  return {
    emit,
    async drained(): Promise<void> {
      await Promise.all(underWay);
    },
  };
}
