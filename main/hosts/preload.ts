import { ipcRenderer, webUtils } from 'electron';
import { CONNECT_ANSWER, CONNECT_REQUEST, DROPPED_FILES } from '../../shared/rpc/handshake.ts';

// The only bridge, and nothing is exposed by it. It carries the page's request for a port to the main process, and the
// port back.
window.addEventListener('message', (event) => {
  if (event.source === window && event.origin === location.origin && event.data === CONNECT_REQUEST) {
    ipcRenderer.send(CONNECT_REQUEST);
  }
});
ipcRenderer.on(CONNECT_ANSWER, ({ ports }) => {
  window.postMessage(CONNECT_ANSWER, location.origin, ports);
});

// And it tells the main process which files the person dropped: their paths never reach the page.
window.addEventListener('dragover', (event) => {
  if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault();
});
window.addEventListener('drop', (event) => {
  const files = [...(event.dataTransfer?.files ?? [])];
  if (files.length === 0) return;
  event.preventDefault();
  const paths = files.map(pathOf).filter((path) => path !== '');
  if (event.isTrusted && paths.length > 0) ipcRenderer.send(DROPPED_FILES, paths);
});

/** Where a file lies; empty for one that a page made up. */
function pathOf(file: File): string {
  // Electron 29 brought `webUtils`; before, files had a path of their own.
  const utilities = webUtils as typeof webUtils | undefined;
  return utilities?.getPathForFile(file) ?? (file as File & { readonly path: string }).path;
}
