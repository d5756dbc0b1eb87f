import type { App } from 'electron';

/** So long the quit waits for a disk that is slow or gone. */
const LONGEST_MILLISECONDS = 2000;

/** Holds the app's quit back until what is being written is on the disk, for a moment at most. */
export function quitWhenWritten(
  app: Pick<App, 'on' | 'quit'>,
  writers: readonly { settled(): Promise<void> }[],
): void {
  let state: 'running' | 'waiting' | 'written' = 'running';
  app.on('will-quit', (event) => {
    if (state === 'written') return;
    event.preventDefault();
    if (state === 'waiting') return;
    state = 'waiting';
    void Promise.race([Promise.all(writers.map((each) => each.settled())), tooLong()]).then(() => {
      state = 'written';
      // Not while the event is still being told: the app counts as quitting until it is, and would not hear it.
      setTimeout(() => {
        app.quit();
      });
    });
  });
}

function tooLong(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, LONGEST_MILLISECONDS));
}
