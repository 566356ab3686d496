import type { Browser, BrowserContextOptions } from 'playwright-core';
import { type OpenPage, openPage } from './browser.ts';

/** The chat page as this person, closed with the test. */
export async function openAs(
  browser: Browser,
  url: string,
  user: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const open = await openPage(browser, `${url}/?as=${user}`, options);
  await open.page.locator('#channels a').first().waitFor({ state: 'attached' });
  return open;
}
