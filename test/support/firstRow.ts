import type { Page } from 'playwright-core';

interface Noting {
  totalAtFirstRow?: number;
}

/** Notes in each page that is loaded from now on how many photos the gallery knew of when its first row stood there. */
export async function noteFirstRow(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const observer = new MutationObserver(() => {
      const row = document.querySelector('[role="option"]');
      if (!row) return;
      (window as Noting).totalAtFirstRow = Number(row.getAttribute('aria-setsize'));
      observer.disconnect();
    });
    observer.observe(document, { childList: true, subtree: true });
  });
}

export function totalAtFirstRow(page: Page): Promise<number | undefined> {
  return page.evaluate(() => (window as Noting).totalAtFirstRow);
}
