import type { Page } from 'playwright-core';

const THEMES = ['light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

/** Does something in each of the system's themes, once the page is drawn in it, and leaves the page in the one it had. */
export async function inBothThemes(page: Page, act: (theme: Theme) => Promise<void>): Promise<void> {
  const before = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  // The one it has comes first: a change costs time.
  for (const theme of before ? [...THEMES].reverse() : THEMES) {
    await page.emulateMedia({ colorScheme: theme });
    await drawn(page);
    await act(theme);
  }
  await page.emulateMedia({ colorScheme: before ? 'dark' : 'light' });
}

/** Waits until what the page shows is drawn: charts follow a change in the frame after it. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((done) => {
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));
      }),
  );
}
