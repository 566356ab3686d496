import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

export interface OpenPage {
  page: Page;
  /** What the page complained about: exceptions, blocked scripts, failed loads. */
  faults: string[];
}

/** The chat page as this person, closed with the test. */
export async function openAs(
  browser: Browser,
  url: string,
  user: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.goto(`${url}/?as=${user}`);
  await page.locator('#channels a').first().waitFor({ state: 'attached' });
  return { page, faults };
}
