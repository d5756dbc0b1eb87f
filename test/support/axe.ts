import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { inBothThemes } from './themes.ts';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

/** Everything, also whether targets are 24 px large or apart (WCAG 2.5.8), which axe leaves out unless told. */
const ALL: axe.RunOptions = { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } };
/** What another theme can change. */
const COLOURS: axe.RunOptions = { resultTypes: ['violations'], runOnly: ['color-contrast'] };

/** What a popover lies over for as long as it is open is as large as ever once it is closed. */
const COVERED = /^target-size: .* partially obscured/;

/** What axe-core finds serious or critical in the page as it stands, one line each. */
export async function seriousFindings(page: Page, options = ALL): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate((how) => window.axe.run(document, how), options);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes
        .map(({ target, failureSummary }) => `${id}: ${String(target)}: ${summary(failureSummary)}`)
        .filter((line) => !COVERED.test(line)),
    );
}

/** Looks at the same state in each theme: at all of it in one, at its colours in the other. */
export async function expectAccessible(page: Page, scene: string): Promise<void> {
  let options = ALL;
  await inBothThemes(page, async (theme) => {
    expect(await seriousFindings(page, options), `${scene}, ${theme}`).toEqual([]);
    options = COLOURS;
  });
}

function summary(text = ''): string {
  return text.replace(/\s+/g, ' ');
}
