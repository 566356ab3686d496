import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openFaultless } from '../../page/browser.ts';

/** The Teams page as this person, closed with the test and free of faults until then. */
export async function openAs(
  browser: Browser,
  url: string,
  person: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await openFaultless(browser, `${url}/teams/?as=${person}`, options);
  await page.locator('#chats a').waitFor({ state: 'attached' });
  return page;
}
