import type { EngineJobs } from '../../../shared/api.ts';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { Client } from '../../../renderer/transport/connect.ts';

type Event = EngineJobs[keyof EngineJobs]['event'];

/** A call or job that the window asked for, answered by the test when it likes. */
export interface Asked {
  readonly name: string;
  readonly input: unknown;
  emit(event: Event): void;
  answer(value: unknown): void;
  fail(error: WorkbenchError): void;
  cancelled: boolean;
}

/** A client whose other side is the test itself: it sees what was asked and decides when and how it is answered. */
export function scriptedClient(): { client: Client; asked: Asked[]; last: (name: string) => Asked } {
  const asked: Asked[] = [];
  const ask = (name: string, input: unknown, emit: (event: Event) => void = () => undefined) => {
    let entry!: Asked;
    const result = new Promise<unknown>((answer, fail) => {
      entry = { name, input, emit, answer, fail, cancelled: false };
    });
    asked.push(entry);
    return { entry, result };
  };
  const client = {
    call(name: string, input: unknown, signal?: AbortSignal) {
      const { entry, result } = ask(name, input);
      signal?.addEventListener('abort', () => {
        entry.cancelled = true;
        entry.fail(new WorkbenchError('cancelled', 'Cancelled.'));
      });
      return result;
    },
    start(name: string, input: unknown, onEvent: (event: Event) => void) {
      const { entry, result } = ask(name, input, onEvent);
      const cancel = () => {
        entry.cancelled = true;
        entry.fail(new WorkbenchError('cancelled', 'Cancelled.'));
      };
      return { result, cancel };
    },
    on: () => () => true,
    closed: new Promise<void>(() => undefined),
    close: () => undefined,
  };
  const last = (name: string) => {
    const entry = asked.filter((one) => one.name === name).at(-1);
    if (!entry) throw new Error(`${name} was not asked for`);
    return entry;
  };
  return { client: client as unknown as Client, asked, last };
}

/** Lets everything that is ready run. */
export const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
