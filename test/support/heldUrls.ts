import type { Page } from 'playwright-core';

/** Loads the page anew and counts from then on the object URLs that it holds: its thumbnails. */
export async function countHeldUrls(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const held = new Set<string>();
    (window as unknown as { heldUrls: Set<string> }).heldUrls = held;
    const create = URL.createObjectURL.bind(URL);
    const revoke = URL.revokeObjectURL.bind(URL);
    URL.createObjectURL = (source: Blob | MediaSource) => {
      const url = create(source);
      held.add(url);
      return url;
    };
    URL.revokeObjectURL = (url: string) => {
      held.delete(url);
      revoke(url);
    };
  });
  await page.reload();
}

export function heldUrls(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { heldUrls: Set<string> }).heldUrls.size);
}
