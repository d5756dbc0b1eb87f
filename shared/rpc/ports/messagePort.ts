import { createCloseSignal, PortClosedError, type Port } from '../port.ts';

/** What a browser's MessagePort and that of Node's worker_threads have in common. */
export interface MessagePortLike {
  postMessage(message: unknown): void;
  addEventListener(type: string, listener: (event: { data?: unknown }) => void): void;
  start(): void;
  close(): void;
}

/** A port over a MessagePort. A browser of today does not tell when the other end closes; Node and newer ones do. */
export function messagePort(channel: MessagePortLike): Port {
  const closing = createCloseSignal();
  channel.addEventListener('close', () => {
    closing.fire();
  });
  return {
    post(message) {
      if (closing.closed) throw new PortClosedError();
      channel.postMessage(message);
    },
    onMessage(listener) {
      channel.addEventListener('message', (event) => {
        listener(event.data);
      });
      channel.start();
    },
    onClose: closing.listen,
    close() {
      channel.close();
      closing.fire();
    },
  };
}
