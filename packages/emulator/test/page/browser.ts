import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';

/** Made for a single page in a lambda: closing one context would end the whole browser. */
const oneShot = new Set(['--single-process', '--no-zygote']);

/**
 * A headless Chromium from npm. The variable makes the package unpack its own NSS libraries, which a
 * bare machine lacks; it is read when the package is loaded.
 */
export async function launchBrowser(): Promise<Browser> {
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs22.x';
  const { default: packed } = await import('@sparticuz/chromium');
  return chromium.launch({
    executablePath: await packed.executablePath(),
    args: packed.args.filter((arg) => !oneShot.has(arg)).concat('--no-sandbox'),
    headless: true,
  });
}

export interface OpenPage {
  page: Page;
  /** What the page complained about: exceptions, blocked scripts, failed loads. */
  faults: string[];
}

/** A browser of somebody's own with a page at this address, closed with the test. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.goto(url);
  return { page, faults };
}

/** As {@link openPage}, and free of faults until the end. */
export async function openFaultless(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const { page, faults } = await openPage(browser, url, options);
  onTestFinished(() => expect(faults).toEqual([]));
  return page;
}
