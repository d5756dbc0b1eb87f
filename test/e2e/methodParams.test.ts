import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Session } from '../../shared/session.ts';
import { expectAccessible } from '../support/axe.ts';
import { describeInBrowser, takeScreenshot, type Workbench } from '../support/workbench.ts';
import { WorkbenchPage } from '../support/workbenchPage.ts';

/** A method's parameters: what they change, what they cost, what they refuse, and that they are remembered. */
describeInBrowser('parameters of a method', (launch) => {
  let settings: string;
  let workbench: Workbench;
  let page: Page;
  let screen: WorkbenchPage;

  beforeAll(async () => {
    settings = await mkdtemp(join(tmpdir(), 'workbench-params-'));
    await open();
    await screen.choosePhoto('chelsea.png');
    await screen.heatmap('tiger cat').waitFor();
  });
  afterAll(async () => {
    await workbench.close();
    await rm(settings, { recursive: true, force: true });
  });

  async function open(): Promise<void> {
    workbench = await launch({ settings });
    ({ page } = workbench);
    page.setDefaultTimeout(60_000);
    screen = new WorkbenchPage(page);
  }

  const button = (title: string) => page.getByRole('button', { name: `Parameters of ${title}` });
  const form = (title: string): Locator => page.getByRole('form', { name: `Parameters of ${title}` });
  /** The strongest channels with their weights, as the inspector lists them. */
  const weights = () =>
    page
      .getByRole('button', { name: /^Show channel/ })
      .evaluateAll((all) => all.map((each) => each.ariaLabel));
  const takes = () =>
    page
      .getByRole('status')
      .getByText(/^Takes/)
      .innerText();
  const soon = (read: () => Promise<unknown>) => expect.poll(read, { timeout: 60_000 });
  const settled = async () => {
    await soon(() => page.getByRole('contentinfo').getAttribute('data-busy')).toBe('false');
  };
  const remembered = async (): Promise<Session['params'] | undefined> => {
    const file = (await readdir(settings, { recursive: true })).find((name) => /session\.json$/.test(name));
    if (file === undefined) return undefined;
    const kept = JSON.parse(await readFile(join(settings, file), 'utf8')) as { session: Session | null };
    return kept.session?.params;
  };

  it('every method has its sentence, its reference and its time in the list', async () => {
    await page.getByRole('button', { name: /^Method/ }).click();
    const choices = page.getByRole('listbox', { name: 'Method choices' });
    const option = choices.getByRole('option', { name: /^Score-CAM/ });
    await soon(() => option.innerText()).toMatch(/about|under/);
    const words = await option.innerText();
    expect(words).toContain('seen through each channel as a mask');
    expect(words).toContain('Wang et al.');
    expect(words).toContain('arxiv.org/abs/1910.01279');
    for (const each of await choices.getByRole('option').allInnerTexts())
      expect(each).toMatch(/(about|under) [\d.]+ \w+\n[\s\S]+\. [\s\S]+, [a-z.]+\.(org|com)\/\S+$/);
    await takeScreenshot(page, 'method-list');
    await page.keyboard.press('Escape');
  });

  it('changes the explanation, and what it takes', async () => {
    await screen.pick('Layer', 'add_6');
    await screen.eventually(async () => (await screen.badge.innerText()).trim(), 'locally accurate');
    const method = () => page.getByRole('button', { name: /^Method/ }).innerText();
    const cancel = page.getByRole('button', { name: 'Cancel: Explaining' });
    await screen.pick('Method', 'Score-CAM');
    await cancel.click();
    // What stays on show is chosen again.
    await soon(method).toContain('LIFT-CAM');
    expect(await page.locator('[data-value="method"]').innerText()).toBe('LIFT-CAM');
    await screen.pick('Method', 'Score-CAM');
    await screen.choosePhoto('coffee.png');
    await cancel.click();
    const notice = page.getByText('Not explained: it was cancelled.');
    await notice.waitFor();
    await expectAccessible(page, 'a cancelled explanation');
    await takeScreenshot(page, 'cancelled');
    await page.getByRole('button', { name: 'Explain', exact: true }).click();
    await notice.waitFor({ state: 'detached' });
    await screen.choosePhoto('chelsea.png');
    await screen.heatmap('tiger cat').waitFor();
    await settled();
    expect(await page.locator('[data-value="method"]').innerText()).toBe('Score-CAM');
    const before = await weights();
    await button('Score-CAM').click();
    await soon(takes).toMatch(/^Takes/);
    const all = await takes();
    await form('Score-CAM').getByLabel('Channels scored').fill('2');
    await page.keyboard.press('Tab');
    await soon(takes).not.toBe(all);
    await soon(weights).not.toEqual(before);
    // Two channels are scored: the others weigh nothing.
    expect((await weights()).filter((words) => !words?.endsWith(', 0 alpha'))).toHaveLength(2);
    await takeScreenshot(page, 'method-params');

    await page.getByRole('button', { name: 'Defaults' }).click();
    await soon(weights).toEqual(before);
    await soon(takes).toBe(all);
    expect(await form('Score-CAM').getByLabel('Channels scored').inputValue()).toBe('0');
    await page.keyboard.press('Escape');
  });

  it('says beside a number why it is not taken, and keeps the explanation', async () => {
    await screen.pick('Method', 'LRP-CAM');
    await settled();
    const before = await weights();
    await button('LRP-CAM').click();
    const epsilon = form('LRP-CAM').getByRole('spinbutton', { name: 'Epsilon' });
    await epsilon.fill('0');
    await page.keyboard.press('Tab');
    const complaint = form('LRP-CAM').getByRole('alert');
    expect(await complaint.innerText()).toBe('Not taken: give a number above 0, up to 10.');
    expect(await epsilon.getAttribute('aria-invalid')).toBe('true');
    expect(await weights()).toEqual(before);
    await expectAccessible(page, 'a refused parameter');
    await takeScreenshot(page, 'method-params-refused');
    await epsilon.fill('0.5');
    await page.keyboard.press('Tab');
    await complaint.waitFor({ state: 'detached' });
    await soon(weights).not.toEqual(before);
    await page.keyboard.press('Escape');
  });

  it('remembers them for the next start', async () => {
    const before = await weights();
    await screen.eventually(remembered, { 'lrp-cam': { epsilon: 0.5 } });
    expect(workbench.complaints).toEqual([]);
    await workbench.close();
    await open();
    await screen.heatmap('tiger cat').waitFor();
    await soon(weights).toEqual(before);
    await button('LRP-CAM').click();
    expect(await form('LRP-CAM').getByRole('spinbutton', { name: 'Epsilon' }).inputValue()).toBe('0.5');
  });
});
