import { createClient, type Client } from '../../shared/rpc/client.ts';
import { windowContract } from '../../shared/rpc/contract.ts';
import { CONNECT_ANSWER, CONNECT_REQUEST } from '../../shared/rpc/handshake.ts';
import { messagePort } from '../../shared/rpc/ports/messagePort.ts';

/** Asks the preload for a port to the main process, and waits for it. */
export function connectDesktop(): Promise<Client> {
  return new Promise((resolve) => {
    window.addEventListener('message', function receive(event) {
      const channel = event.ports[0];
      if (event.source !== window || event.data !== CONNECT_ANSWER || channel === undefined) return;
      window.removeEventListener('message', receive);
      const port = messagePort(channel);
      // Older Electron crashes a page that is unloaded with an open port from its preload.
      window.addEventListener('pagehide', () => {
        port.close();
      });
      resolve(createClient(port, windowContract));
    });
    window.postMessage(CONNECT_REQUEST, location.origin);
  });
}
