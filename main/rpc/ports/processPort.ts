import { createCloseSignal, PortClosedError, type Port } from '../../../shared/rpc/port.ts';

/** A process at the other end: a forked child, an Electron utility process, or one's own parent. */
export interface ProcessLink {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Told when the process has ended or the channel to it has closed. */
  onEnd(listener: () => void): void;
  close(): void;
}

/** A port to another process. */
export function processPort(link: ProcessLink): Port {
  const closing = createCloseSignal();
  link.onEnd(closing.fire);
  return {
    post(message) {
      if (closing.closed) throw new PortClosedError();
      link.send(message);
    },
    onMessage: (listener) => {
      link.onMessage(listener);
    },
    onClose: closing.listen,
    close() {
      link.close();
      closing.fire();
    },
  };
}
