import type { Page } from 'playwright-core';

const COPY = 1;

/**
 * Drags files over the middle of the window, as they come from a file manager: through Chromium's own input, so that the
 * page and the preload hear trusted events with real files.
 * @returns drags them out of the window again
 */
export async function hoverFiles(page: Page, files: string[]): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  const { x, y } = await page.evaluate(() => ({ x: innerWidth / 2, y: innerHeight / 2 }));
  const data = { items: [], files, dragOperationsMask: COPY };
  await session.send('Input.dispatchDragEvent', { type: 'dragEnter', x, y, data });
  await session.send('Input.dispatchDragEvent', { type: 'dragOver', x, y, data });
  return async () => {
    await session.send('Input.dispatchDragEvent', { type: 'dragOver', x: -5, y: -5, data });
    // That they have left is noticed with the pointer's next move.
    await page.mouse.move(x, y);
    await session.detach();
  };
}

/** Drops files on the middle of the window. */
export async function dropFiles(page: Page, files: string[]): Promise<void> {
  await hoverFiles(page, files);
  const session = await page.context().newCDPSession(page);
  const { x, y } = await page.evaluate(() => ({ x: innerWidth / 2, y: innerHeight / 2 }));
  const data = { items: [], files, dragOperationsMask: COPY };
  await session.send('Input.dispatchDragEvent', { type: 'drop', x, y, data });
  await session.detach();
}
