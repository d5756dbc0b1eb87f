import { ipcRenderer } from 'electron';
import { CONNECT_ANSWER, CONNECT_REQUEST } from '../../shared/rpc/handshake.ts';

// The only bridge: carries the page's request for a port to the main process, and the port back. Nothing is exposed.
window.addEventListener('message', (event) => {
  if (event.source === window && event.origin === location.origin && event.data === CONNECT_REQUEST) {
    ipcRenderer.send(CONNECT_REQUEST);
  }
});
ipcRenderer.on(CONNECT_ANSWER, ({ ports }) => {
  window.postMessage(CONNECT_ANSWER, location.origin, ports);
});
