import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { inBothThemes } from './themes.ts';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

/** What axe-core finds serious or critical in the page as it stands, one line each. */
export async function seriousFindings(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${String(target)}: ${summary(failureSummary)}`),
    );
}

/** Looks at the same state in each theme. */
export async function expectAccessible(page: Page, scene: string): Promise<void> {
  await inBothThemes(page, async (theme) => {
    expect(await seriousFindings(page), `${scene}, ${theme}`).toEqual([]);
  });
}

function summary(text = ''): string {
  return text.replace(/\s+/g, ' ');
}
