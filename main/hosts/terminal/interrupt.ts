import { constants } from 'node:os';

/** Whether the person has asked the command to end. */
export interface Interrupt {
  readonly signal: AbortSignal;
  /** Exit status by the shell's custom: 128 and the signal's number; undefined while nobody has asked. */
  status(): number | undefined;
  /** Gives the signals their usual effect back. */
  dispose(): void;
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Turns Ctrl-C into a request to end after the step in hand; asked a second time, the process ends at once. */
export function watchInterrupt(): Interrupt {
  const controller = new AbortController();
  let status: number | undefined;
  const listeners = SIGNALS.map((name) => {
    const listener = () => {
      status = 128 + constants.signals[name];
      controller.abort();
      dispose();
    };
    process.once(name, listener);
    return [name, listener] as const;
  });
  function dispose(): void {
    for (const [name, listener] of listeners) process.off(name, listener);
  }
  return { signal: controller.signal, status: () => status, dispose };
}
