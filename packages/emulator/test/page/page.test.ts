import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { answerJson } from '../support/app.ts';
import { launchBrowser } from './browser.ts';
import { openAs as open } from './open.ts';
import { card, channel, loading, rejectModal, settledCard, startPage } from './fixture.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** As in `open.ts`, and free of faults until the end. */
async function openAs(url: string, user: string): Promise<Page> {
  const { page, faults } = await open(browser, url, user);
  onTestFinished(() => expect(faults).toEqual([]));
  return page;
}

/** Presses Tab until the element of this selector has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  throw new Error(`Tab never reaches ${selector}.`);
}

describe('the chat page', () => {
  it('takes an approval from the keyboard to the app', async () => {
    const { app, double, client, post } = await startPage();
    const ts = await post(card);
    app.answerWith((_received, response) => {
      response.end();
      void client.chat.update({ channel, ts, text: 'Approved', blocks: settledCard });
    });
    const page = await openAs(double.url, 'U2GRACE');
    await tabTo(page, '[data-action="approve"]');
    await page.keyboard.press('Enter');
    await page.getByText('Approved by @Grace Hopper').waitFor();
    expect(app.received[0]?.payload).toMatchObject({
      type: 'block_actions',
      user: { id: 'U2GRACE' },
      container: { message_ts: ts },
      actions: [{ action_id: 'approve', block_id: 'decide', value: 'o1' }],
    });
    // The button is gone; the focus stays with its message.
    const focused = await page.evaluate(() => document.activeElement?.getAttribute('data-ts'));
    expect(focused).toBe(ts);
  });

  it('asks first where the app said so', async () => {
    const { app, double, post } = await startPage();
    await post(card);
    const page = await openAs(double.url, 'U1ADA');
    await page.getByRole('button', { name: 'Stop all' }).click();
    await page.getByRole('button', { name: 'Keep going' }).press('Enter');
    expect(app.received).toEqual([]);
    await page.getByRole('button', { name: 'Stop all' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Stop all' }).press('Enter');
    await expect.poll(() => app.received.length).toBe(1);
  });

  it('asks nobody what another person was asked', async () => {
    const { app, double, post } = await startPage();
    await post(card);
    const page = await openAs(double.url, 'U1ADA');
    await page.getByRole('button', { name: 'Stop all' }).click();
    await page.getByRole('dialog').waitFor();
    await page.evaluate(() => {
      dispatchEvent(new CustomEvent('become', { detail: 'U2GRACE' }));
    });
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await expect
      .poll(() => page.locator('#people-list input:checked').inputValue())
      .toBe('U2GRACE');
    expect(app.received).toEqual([]);
  });

  it('shows a note that only one person sees, in their thread', async () => {
    const { app, double, client, post } = await startPage();
    const ts = await post(card);
    app.answerWith((_received, response) => {
      response.end();
      const text = 'Gus Guest is a guest, and guests cannot approve.';
      void client.chat.postEphemeral({ channel, user: 'U3GUS', thread_ts: ts, text });
    });
    const gus = await openAs(double.url, 'U3GUS');
    await gus.getByRole('button', { name: 'Approve' }).click();
    await gus.locator('#thread').getByText('guests cannot approve').waitFor();
    expect(await gus.locator('#thread .only-you').isVisible()).toBe(true);
    const grace = await openAs(double.url, 'U2GRACE');
    await grace.getByRole('button', { name: 'Approve' }).waitFor();
    expect(await grace.getByText('guests cannot approve').count()).toBe(0);
    await gus.keyboard.press('Escape');
    await gus.locator('#thread').waitFor({ state: 'hidden' });
  });

  it('says so when the app fails or does not answer', async () => {
    const { app, double, post } = await startPage();
    await post(card);
    app.answerWith((_received, response) => void response.writeHead(500).end());
    const page = await openAs(double.url, 'U1ADA');
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('alert').getByText('HTTP status 500').waitFor();
    expect(await page.locator('.failed').count()).toBe(1);
  });

  it('runs what starts with a slash as a command, and posts the rest', async () => {
    const { app, double } = await startPage();
    app.answerWith(answerJson({ text: 'Two requests wait for you.' }));
    const page = await openAs(double.url, 'U1ADA');
    await page.locator('#say').fill('/countersign list mine');
    await page.locator('#say').press('Enter');
    await page.getByText('Two requests wait for you.').waitFor();
    expect(app.received[0]?.payload).toMatchObject({
      command: '/countersign',
      text: 'list mine',
      user_id: 'U1ADA',
      channel_id: channel,
    });
    await page.locator('#say').fill('/countersign delegate @Grace Hopper until 2026-12-01');
    await page.locator('#say').press('Enter');
    const text = 'delegate <@U2GRACE|grace> until 2026-12-01';
    await expect.poll(() => app.received[1]?.payload).toMatchObject({ text });
    await page.locator('#say').fill('<!channel> *now*');
    await page.locator('#say').press('Enter');
    await expect.poll(() => double.messages(channel).at(-1)?.text).toBe('&lt;!channel&gt; *now*');
  });

  it('goes through people and channels with the arrow keys', async () => {
    const { double } = await startPage();
    const page = await openAs(double.url, 'U1ADA');
    expect(await page.getByText('# deploys').isVisible()).toBe(true);
    await page.locator('#channels a').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText('# data-jobs').waitFor();
    await page.locator('#people input:checked').focus();
    await page.keyboard.press('ArrowDown');
    await page.locator('#channels').getByText('security').waitFor();
    expect(await page.getByLabel(/Grace Hopper/).isChecked()).toBe(true);
  });

  it('opens the channel that is clicked, although another person left its address behind', async () => {
    const { double } = await startPage();
    const page = await openAs(double.url, 'U2GRACE');
    const security = page.locator('#channels').getByText('security');
    await security.click();
    await expect.poll(() => page.locator('#title').innerText()).toBe('security');
    // Ada is not in it, and is shown another one.
    await page.getByLabel(/Ada Lovelace/).check();
    await expect.poll(() => page.locator('#title').innerText()).toBe('# deploys');
    await page.getByLabel(/Grace Hopper/).check();
    await security.click();
    await expect.poll(() => page.locator('#title').innerText()).toBe('security');
  });

  it('opens a permalink at its message, in its channel, or in its thread', async () => {
    const { double, client, post } = await startPage();
    const ts = await post(card);
    const reply = double.post({ user: 'U2GRACE', channel, text: 'Look here', threadTs: ts });
    const linkTo = async (message_ts: string) =>
      (await client.chat.getPermalink({ channel, message_ts })).permalink ?? '';
    const text = `<${await linkTo(ts)}|the card> <${await linkTo(reply.ts)}|the reply>`;
    await client.chat.postMessage({ channel: 'C2DATA', text });
    const page = await openAs(double.url, 'U1ADA');
    await page.locator('#channels').getByText('data-jobs').click();
    await page.getByText('the card').click();
    await page.locator(`#messages .target[data-ts="${ts}"]`).waitFor();
    expect(await page.locator('#title').innerText()).toBe('# deploys');
    await page.locator('#channels').getByText('data-jobs').click();
    await page.getByText('the reply').click();
    await page.locator(`#replies .target[data-ts="${reply.ts}"]`).waitFor();
    await page.goto(await linkTo(ts));
    await page.locator(`#messages .target[data-ts="${ts}"]`).waitFor();
  });

  it('names guests, strangers and the deactivated, and lets the last do nothing', async () => {
    const { double, post } = await startPage();
    await post(card);
    const page = await openAs(double.url, 'U5GONE');
    expect(await page.locator('#people').innerText()).toMatch(
      /guest[\s\S]*external[\s\S]*deactivated/,
    );
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('alert').getByText('Paul Past is deactivated').waitFor();
  });
});

async function openModal() {
  const pair = await startPage();
  const { app, client, double, post } = pair;
  await post(card);
  app.answerWith(({ payload }, response) => {
    response.end();
    const trigger_id = String(payload['trigger_id']);
    void client.views.open({ trigger_id, view: loading });
  });
  const page = await openAs(double.url, 'U1ADA');
  await page.getByRole('button', { name: 'Reject' }).click();
  const dialog = page.locator('#modal');
  await dialog.getByText('Fetching the request').waitFor();
  app.answerWith((_received, response) => void response.end());
  const update = async () => {
    const view_id = double.views('U1ADA').at(-1)?.id ?? '';
    await client.views.update({ view_id, view: rejectModal });
    await dialog.getByLabel('Reason').waitFor();
  };
  return { ...pair, page, dialog, update };
}

describe('a modal', () => {
  it('is replaced in place, keeps the focus inside, and closes with Escape', async () => {
    const { app, double, page, dialog, update } = await openModal();
    await update();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    // The browser hides it before Slack has heard of it.
    await expect.poll(() => double.views('U1ADA')).toEqual([]);
    await expect.poll(() => app.received.at(-1)?.payload['type']).toBe('view_closed');
  });

  it('shows the errors of the app at their fields and keeps what was typed', async () => {
    const { app, page, dialog, update } = await openModal();
    await update();
    const errors = { reason: 'Say which part of the change is wrong.' };
    app.answerWith(answerJson({ response_action: 'errors', errors }));
    await dialog.getByLabel('Reason').fill('no');
    await dialog.getByText('Do not ask again').click();
    await dialog.getByRole('button', { name: 'Reject' }).click();
    await dialog.getByText(errors.reason).waitFor();
    const reason = dialog.getByLabel('Reason');
    expect(await reason.inputValue()).toBe('no');
    expect(await reason.getAttribute('aria-invalid')).toBe('true');
    expect(app.received.at(-1)?.payload).toMatchObject({
      type: 'view_submission',
      view: {
        state: {
          values: {
            reason: { reason: { value: 'no' } },
            kind: { kind: { selected_option: { value: 'never' } } },
          },
        },
      },
    });
    app.answerWith((_received, response) => void response.end());
    await page.keyboard.press('Tab');
    await dialog.getByRole('button', { name: 'Reject' }).press('Enter');
    await dialog.waitFor({ state: 'hidden' });
  });

  it('refuses an empty required field before anything is sent', async () => {
    const { app, dialog, update } = await openModal();
    await update();
    const sent = app.received.length;
    await dialog.getByRole('button', { name: 'Reject' }).click();
    await dialog.getByText('Please complete this required field.').waitFor();
    expect(app.received).toHaveLength(sent);
  });

  it('says so when the app does not take it, and stays open', async () => {
    const { app, dialog, update } = await openModal();
    await update();
    app.answerWith((_received, response) => void response.writeHead(500).end());
    await dialog.getByLabel('Reason').fill('wrong image');
    await dialog.getByRole('button', { name: 'Reject' }).click();
    await dialog.getByText('HTTP status 500').waitFor();
    expect(await dialog.getByLabel('Reason').inputValue()).toBe('wrong image');
  });

  it('stays with its person, and blocks nobody in a fresh browser', async () => {
    const { double, page, dialog, update } = await openModal();
    await update();
    const fresh = await browser.newContext();
    onTestFinished(() => fresh.close());
    const other = await fresh.newPage();
    await other.goto(double.url);
    await other.getByRole('button', { name: 'Approve' }).waitFor();
    await other.getByLabel(/Grace Hopper/).check();
    expect(await other.locator('#modal').isVisible()).toBe(false);
    // Ada's own page still has it, and closing works whatever the double knows of it.
    await dialog.getByLabel('Reason').fill('half a sen');
    await page.route('**/page/close', (route) =>
      route.fulfill({ json: { ok: false, error: 'There is no such view any more.' } }),
    );
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.unroute('**/page/close');
    await page.getByLabel(/Grace Hopper/).check();
    await expect.poll(() => page.getByLabel(/Grace Hopper/).isChecked()).toBe(true);
  });
});
