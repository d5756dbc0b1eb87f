import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HINTS } from '../../renderer/hints.ts';
import { BIBTEX } from '../../renderer/screens/help/citation.ts';
import { expectAccessible } from '../support/axe.ts';
import { describeWorkbench, takeScreenshot, type Workbench } from '../support/workbench.ts';
import { WorkbenchPage } from '../support/workbenchPage.ts';

/** Hints of a first start, words that explain themselves, and what the program says of itself. */
describeWorkbench('help', (launch, host) => {
  let workbench: Workbench;
  let page: Page;
  let screen: WorkbenchPage;

  beforeAll(async () => {
    workbench = await launch();
    ({ page } = workbench);
    page.setDefaultTimeout(30_000);
    screen = new WorkbenchPage(page);
    await screen.heatmap('football helmet').waitFor();
  });
  afterAll(() => workbench.close());

  const hints = () => page.getByRole('complementary', { name: 'Hints' });
  const button = (name: string | RegExp) => page.getByRole('button', { name });

  async function fromHelp(item: string): Promise<void> {
    await button('Help').click();
    await page.getByRole('menuitem', { name: item }).click();
  }

  async function closed(): Promise<void> {
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }

  it('hints at one thing after the other, and never again at what was put away', async () => {
    await hints().getByText(HINTS[0].words).waitFor();
    await button('Got it').click();
    await hints().getByText(HINTS[1].words).waitFor();
    await page.reload();
    await hints().getByText(HINTS[1].words).waitFor();
    await button('Hide all hints').click();
    expect(await hints().count()).toBe(0);
    await page.reload();
    await screen.heatmap().waitFor();
    expect(await hints().count()).toBe(0);
  });

  it('shows the hints again when asked', async () => {
    await fromHelp('Show hints again');
    await hints().getByText(HINTS[0].words).waitFor();
    await takeScreenshot(page, `${host}-hints-again`);
  });

  it('explains a word where it stands, also inside what explains the badge', async () => {
    await button('Weight α').click();
    const dialog = page.getByRole('dialog', { name: 'Weight α' });
    expect(await dialog.innerText()).toContain('DeepLIFT contribution');
    expect(await dialog.locator('sub').allInnerTexts()).toContain('k');
    await closed();
    const inspector = page.getByRole('region', { name: 'Inspector' });
    for (const term of ['Layer', 'Head', 'Reference', 'Multiplier', 'Residual', 'Cancellation']) {
      await inspector.getByRole('button', { name: new RegExp(`^${term}$`, 'i') }).click();
      await page.getByRole('dialog', { name: term }).waitFor();
      await closed();
    }
    await screen.badge.click();
    await page.getByRole('dialog', { name: 'Completeness' }).waitFor();
    await closed();
  });

  it('finds a word in the glossary', async () => {
    await fromHelp('Glossary');
    await page.getByRole('searchbox', { name: 'Search the glossary' }).fill('coalition');
    await page.getByRole('term').filter({ hasText: 'Coalition' }).waitFor();
    expect(await page.getByRole('term').filter({ hasText: 'ADCC' }).count()).toBe(0);
    await closed();
  });

  it('tells its versions, where models run and how it is cited', async () => {
    await fromHelp('About');
    const about = page.getByRole('dialog', { name: /^LIFT-CAM Workbench \d/ });
    const words = await about.innerText();
    expect(words).toMatch(/Node\.js\s+\d/);
    expect(words).toMatch(/ONNX Runtime 1\.\d/);
    expect(words).toMatch(/CPU\s+In use\./);
    if (workbench.electron) expect(words).toMatch(/Electron\s+\d+\.[\s\S]*Chromium\s+\d+\./);
    await about.getByRole('button', { name: 'Copy BibTeX' }).click();
    await about.getByText('Copied.').waitFor();
    if (workbench.electron)
      expect(await workbench.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe(BIBTEX);
    await about.getByText('Licence and third-party notices').click();
    const licences = about.getByRole('region', { name: 'Licences' });
    await licences.getByText('Apache License').first().waitFor();
    await expectAccessible(page, 'licences');
    await takeScreenshot(page, `${host}-licences`);
    expect(await licences.innerText()).toMatch(/svelte \d[\s\S]*efficientnet/i);
    await closed();
  });

  it('complains of nothing', () => {
    expect(workbench.complaints).toEqual([]);
  });
});
