import type { ParentPort } from 'electron';
import type { Port } from '../../shared/rpc/port.ts';
import { processPort } from '../rpc/ports/processPort.ts';

/** The port to the process that started this one. */
export function parentPort(): Port {
  // Electron gives its utility processes a port; a plain Node child has its own channel.
  const electron = process.parentPort as ParentPort | undefined;
  if (electron !== undefined) {
    return processPort({
      send: (message) => {
        electron.postMessage(message);
      },
      onMessage: (listener) => {
        electron.on('message', ({ data }) => {
          listener(data);
        });
      },
      // Electron ends the process together with its parent.
      onEnd: () => undefined,
      close: () => process.exit(),
    });
  }
  return processPort({
    send: (message) => process.send?.(message),
    onMessage: (listener) => process.on('message', listener),
    onEnd: (listener) => process.on('disconnect', listener),
    close: () => process.exit(),
  });
}
