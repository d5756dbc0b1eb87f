import type { Page } from 'playwright-core';

/** Collects what the page complains of from now on: errors on its console and exceptions nobody caught. */
export function collectComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return complaints;
}
