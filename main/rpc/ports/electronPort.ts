import { createCloseSignal, PortClosedError, type Port } from '../../../shared/rpc/port.ts';

/** The part of Electron's MessagePortMain that is used. */
export interface ElectronPortLike {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

/** A port over a message port of Electron's main process. */
export function electronPort(channel: ElectronPortLike): Port {
  const closing = createCloseSignal();
  channel.on('close', closing.fire);
  return {
    post(message) {
      if (closing.closed) throw new PortClosedError();
      channel.postMessage(message);
    },
    onMessage(listener) {
      channel.on('message', (event) => {
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
