import type { Page } from 'playwright-core';

/** A place where Tab stops. */
export interface Stop {
  readonly name: string;
  /** Whether it can be seen that the focus is here. */
  readonly ring: boolean;
}

/** More stops than the window has. */
const MOST_STOPS = 200;

/** Goes once round the page by Tab alone. @returns where it stopped, in order, and what can be pressed but was never come to */
export async function walkByTab(page: Page): Promise<{ stops: Stop[]; missed: string[] }> {
  await page.evaluate(forgetVisits);
  const stops: Stop[] = [];
  while (stops.length < MOST_STOPS) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(visitFocused);
    if (stop === 'again') {
      // What was made anew since is known by its name.
      const names = new Set(stops.map(({ name }) => name));
      const missed = await page.evaluate(notVisited);
      return { stops, missed: missed.filter((name) => !names.has(name)) };
    }
    if (stop) stops.push(stop);
  }
  throw new Error(
    `Tab does not come round: ${stops
      .slice(-5)
      .map(({ name }) => name)
      .join(', ')}`,
  );
}

/** Runs in the page. */
function forgetVisits(): void {
  for (const element of document.querySelectorAll('[data-visited]')) element.removeAttribute('data-visited');
  (document.activeElement as HTMLElement | null)?.blur();
}

/** Runs in the page: what has the focus; null where it is outside the page's controls, 'again' where it was before. */
function visitFocused(): Stop | 'again' | null {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return null;
  if (element.hasAttribute('data-visited')) return 'again';
  element.setAttribute('data-visited', '');
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  return {
    name:
      (element.getAttribute('aria-label') ?? element.textContent).trim() || element.outerHTML.slice(0, 200),
    ring: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1,
  };
}

/** Runs in the page: controls on show that take the focus by Tab and were not come to. */
function notVisited(): string[] {
  const controls = document.querySelectorAll<HTMLElement>(
    'a[href], button, input, select, summary, [tabindex]',
  );
  return [...controls]
    .filter((element) => {
      const isOtherRadio =
        element instanceof HTMLInputElement && element.type === 'radio' && !element.checked;
      const canFocus = element.tabIndex >= 0 && !element.matches(':disabled') && !isOtherRadio;
      return canFocus && element.checkVisibility() && !element.hasAttribute('data-visited');
    })
    .map((element) => (element.getAttribute('aria-label') ?? element.textContent).trim());
}
