/**
 * One end of a two-way channel for plain data: objects, arrays, strings, numbers, null and typed arrays.
 * What carries the data (structured clone or a binary frame) is the adapter's business.
 */
export interface Port {
  /** Sends one message. Throws {@link PortClosedError}, or what the carrier says of a message it cannot carry. */
  post(message: unknown): void;
  /** Sets the one receiver of messages; none is delivered before. */
  onMessage(listener: (message: unknown) => void): void;
  /** Sets the one listener told once when either side has closed; at once when that has already happened. */
  onClose(listener: () => void): void;
  close(): void;
}

/** A message was posted to a port that has closed. */
export class PortClosedError extends Error {
  override readonly name = 'PortClosedError';
}

/** The part of closing that every adapter shares: told once, and told late listeners too. */
export interface CloseSignal {
  readonly closed: boolean;
  readonly fire: () => void;
  readonly listen: (listener: () => void) => void;
}

export function createCloseSignal(): CloseSignal {
  let closed = false;
  let listener: (() => void) | undefined;
  return {
    get closed() {
      return closed;
    },
    fire() {
      if (closed) return;
      closed = true;
      listener?.();
    },
    listen(next) {
      listener = next;
      if (closed) next();
    },
  };
}
