import { type Browser, chromium } from 'playwright-core';

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
