import { createCloseSignal, PortClosedError, type Port } from '../../../shared/rpc/port.ts';

/** Two joined ports within one process. Messages pass through structured clone, as they would between processes. */
export function memoryPorts(): [Port, Port] {
  const ends = [createEnd(), createEnd()] as const;
  return [join(ends[0], ends[1]), join(ends[1], ends[0])];
}

interface End {
  readonly closing: ReturnType<typeof createCloseSignal>;
  readonly waiting: unknown[];
  receive: ((message: unknown) => void) | undefined;
}

function createEnd(): End {
  return { closing: createCloseSignal(), waiting: [], receive: undefined };
}

function join(own: End, other: End): Port {
  return {
    post(message) {
      if (own.closing.closed) throw new PortClosedError();
      other.waiting.push(structuredClone(message));
      setImmediate(() => {
        flush(other);
      });
    },
    onMessage(listener) {
      own.receive = listener;
      flush(own);
    },
    onClose: own.closing.listen,
    close() {
      own.closing.fire();
      other.closing.fire();
    },
  };
}

function flush(end: End): void {
  if (end.receive === undefined || end.closing.closed) return;
  for (const message of end.waiting.splice(0)) end.receive(message);
}
