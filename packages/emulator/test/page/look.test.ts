import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerJson } from '../support/app.ts';
import { launchBrowser } from './browser.ts';
import { faintTexts } from './contrast.ts';
import { card, channel, rejectModal, startPage } from './fixture.ts';
import { openAs } from './open.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  it('every text can be read', async () => {
    const { app, client, double, post } = await startPage();
    const ts = await post(card);
    await client.chat.postEphemeral({ channel, user: 'U1ADA', thread_ts: ts, text: 'Not *you*.' });
    const { page } = await openAs(browser, double.url, 'U1ADA', { colorScheme });
    await page.locator('.thread-link.notes').click();
    app.answerWith(({ payload }, response) => {
      response.end();
      const trigger_id = String(payload['trigger_id']);
      void client.views.open({ trigger_id, view: rejectModal });
    });
    await page.locator('#messages').getByRole('button', { name: 'Reject' }).click();
    await page.getByLabel('Reason').fill('no');
    // Not before the form is there: the click would be answered so.
    app.answerWith(answerJson({ response_action: 'errors', errors: { reason: 'Too short.' } }));
    await page.locator('#modal-submit').click();
    await page.getByText('Too short.').waitFor();
    expect(await page.getByText('Click a name to be that person here.').count()).toBe(1);
    expect(await faintTexts(page)).toEqual([]);
    await page.evaluate(() => document.documentElement.style.setProperty('--soft', 'gray'));
    expect(await faintTexts(page)).not.toEqual([]);
  });
});

describe('on a narrow screen', () => {
  const viewport = { width: 390, height: 800 };

  it('nothing is wider than the screen', async () => {
    const { double, post } = await startPage();
    await post(card);
    const { page } = await openAs(browser, double.url, 'U1ADA', { viewport });
    await page.getByRole('button', { name: 'Approve' }).waitFor();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(viewport.width);
  });

  it('the menu says that something behind it is unread', async () => {
    const { double } = await startPage();
    const { page } = await openAs(browser, double.url, 'U1ADA', { viewport });
    const menu = page.locator('#menu');
    await expect.poll(() => menu.innerText()).toBe('Channels and people');
    double.post({ user: 'U2GRACE', channel: 'C2DATA', text: 'hello' });
    await expect.poll(() => menu.innerText()).toBe('Channels and people, something unread');
    await menu.press('Enter');
    await page.getByText('data-jobs').click();
    await page.getByText('hello').waitFor();
    await expect.poll(() => menu.innerText()).toBe('Channels and people');
  });

  it('the person is changed behind the menu, with the keyboard alone', async () => {
    const { double } = await startPage();
    const { page } = await openAs(browser, double.url, 'U1ADA', { viewport });
    expect(await page.locator('#you').innerText()).toContain('Ada Lovelace');
    await page.locator('#menu').press('Enter');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.locator('#you').innerText()).toContain('Grace Hopper');
    await page.keyboard.press('Escape');
    await page.locator('#sidebar').waitFor({ state: 'hidden' });
  });
});

describe('a hostile app', () => {
  it('runs nothing in the page and loads nothing from elsewhere', async () => {
    const { double, client } = await startPage();
    const attack = '<img src=x onerror="window.broken=1"><script>window.broken=1</script>';
    await client.chat.postMessage({
      channel,
      text: attack,
      blocks: [
        { type: 'section', text: { type: 'plain_text', text: attack } },
        { type: 'image', image_url: 'https://tracker.example/pixel.png', alt_text: 'pixel' },
      ],
    });
    await client.chat.postMessage({ channel, text: attack });
    const asked: string[] = [];
    const { page } = await openAs(browser, double.url, 'U1ADA');
    page.on('request', (request) => asked.push(request.url()));
    await page.reload();
    await page.getByText('pixel (not loaded').waitFor();
    expect(await page.evaluate(() => 'broken' in window)).toBe(false);
    expect(asked.filter((url) => !url.startsWith(double.url) && !url.includes('tracker'))).toEqual(
      [],
    );
  });
});
