import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../page/browser.ts';
import { faintTexts } from '../../page/contrast.ts';
import { ada, bob, cardMessage, deploys, gus, json, message, wordsAnswer } from '../support/bot.ts';
import { approvalCard, settledCard, startPage } from './fixture.ts';
import { openAs } from './open.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe('the Teams page', () => {
  it('takes an approval to the bot, and shows its answer to that person only', async () => {
    const { bot, double, client, post } = await startPage();
    const place = await post(approvalCard);
    const grace = await openAs(browser, double.url, bob);
    const adas = await openAs(browser, double.url, ada);
    await grace.getByRole('button', { name: 'Approve' }).press('Enter');
    await grace.getByText('You approved this.').waitFor();
    expect(bot.received[0]?.activity).toMatchObject({
      from: { aadObjectId: bob },
      value: { action: { verb: 'approve', data: { id: 'r1' } }, trigger: 'manual' },
    });
    expect(await adas.getByRole('button', { name: 'Approve' }).isVisible()).toBe(true);
    const settled = cardMessage(settledCard('Approved by Grace Hopper.'));
    await client.update(place.conversation, place.message, settled);
    for (const page of [grace, adas]) await page.getByText('Approved by Grace Hopper.').waitFor();
  });

  it('asks for the reason that the card asks for', async () => {
    const { bot, double, post } = await startPage();
    await post(approvalCard);
    const page = await openAs(browser, double.url, ada);
    await page.getByRole('button', { name: 'Reject' }).click();
    await page.getByRole('button', { name: 'Send' }).first().click();
    await page.getByText('Say why.').waitFor();
    expect(bot.received).toEqual([]);
    await page.getByLabel('Reason').fill('Too late');
    await page.getByRole('button', { name: 'Send' }).first().click();
    await page.getByText('You approved this.').waitFor();
    expect(bot.received[0]?.activity).toMatchObject({
      value: { action: { verb: 'reject', data: { id: 'r1', reason: 'Too late' } } },
    });
  });

  it('folds that form with Escape, and keeps what was typed', async () => {
    const { bot, double, post } = await startPage();
    await post(approvalCard);
    const page = await openAs(browser, double.url, ada);
    const reject = page.getByRole('button', { name: 'Reject' });
    await reject.press('Enter');
    await page.getByLabel('Reason').fill('Too l');
    await page.keyboard.press('Escape');
    await page.getByLabel('Reason').waitFor({ state: 'hidden' });
    expect(await reject.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    expect(await page.getByLabel('Reason').inputValue()).toBe('Too l');
    expect(bot.received).toEqual([]);
  });

  it('keeps what is rarely wanted in a menu that lies over the page', async () => {
    const { bot, double, post } = await startPage();
    const rare = { type: 'Action.Execute', verb: 'rare', title: 'Rare', mode: 'secondary' };
    await post({ ...approvalCard, actions: [...approvalCard.actions, rare] });
    const page = await openAs(browser, double.url, ada);
    expect(await page.getByText('Rare').count()).toBe(0);
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.getByRole('button', { name: 'More options' }).click();
    await page.getByText('Rare').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(height);
    await page.getByText('Rare').click();
    await page.getByText('You approved this.').waitFor();
    expect(bot.received[0]?.activity).toMatchObject({ value: { action: { verb: 'rare' } } });
  });

  it('tells a person alone what the bot told them', async () => {
    const { bot, double, post } = await startPage();
    await post(approvalCard);
    bot.replyWith(wordsAnswer('Guests can’t approve.'));
    const page = await openAs(browser, double.url, gus);
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.locator('.notice').getByText('Guests can’t approve.').waitFor();
    await page.getByLabel('Ada Lovelace').check();
    await expect.poll(() => page.locator('.notice').count()).toBe(0);
  });

  it('refreshes a card when the person wants it', async () => {
    const { bot, double, post } = await startPage();
    const action = { type: 'Action.Execute', verb: 'refresh', data: { id: 'r1' } };
    await post({ ...approvalCard, refresh: { action, userIds: [] } });
    const page = await openAs(browser, double.url, ada);
    await page.getByRole('button', { name: 'Refresh card' }).click();
    await page.getByText('You approved this.').waitFor();
    expect(bot.received[0]?.activity).toMatchObject({ value: { action, trigger: 'manual' } });
  });

  it('says so where the bot is away', async () => {
    const { double, post } = await startPage();
    await post(approvalCard);
    double.setMessagingEndpoint('http://127.0.0.1:1/');
    const page = await openAs(browser, double.url, ada);
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('The bot could not be reached').waitFor();
    expect(await page.locator('.notice').innerText()).toContain('Unable to reach app.');
  });

  it('opens the dialog that the bot asks for, and sends what was filled in', async () => {
    const { bot, double, post } = await startPage();
    const data = { msteams: { type: 'task/fetch' }, id: 'r1' };
    await post({ ...settledCard('?'), actions: [{ type: 'Action.Submit', title: 'Ask', data }] });
    const card = {
      ...settledCard('Why?'),
      body: [{ type: 'Input.Text', id: 'why', label: 'Why' }],
      actions: [{ type: 'Action.Submit', title: 'Go', data: { id: 'r1' } }],
    };
    const contentType = 'application/vnd.microsoft.card.adaptive';
    const value = { title: 'A reason', card: { contentType, content: card } };
    bot.replyWith(json({ task: { type: 'continue', value } }));
    const page = await openAs(browser, double.url, ada);
    await page.getByRole('button', { name: 'Ask' }).click();
    await page.getByRole('dialog', { name: 'A reason' }).getByLabel('Why').fill('Because');
    bot.replyWith(json({ task: { type: 'message', value: 'Noted.' } }));
    await page.getByRole('button', { name: 'Go' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(bot.received[1]?.activity).toMatchObject({
      value: { data: { id: 'r1', why: 'Because' } },
    });
  });

  it('sends what is written, in the thread and with the mention', async () => {
    const { bot, double, post } = await startPage();
    const { conversation } = await post(approvalCard);
    const page = await openAs(browser, double.url, ada);
    await page.locator('#say').fill('just talking');
    await page.keyboard.press('Enter');
    await page.getByText('just talking').waitFor();
    expect(bot.received).toEqual([]);
    await page.getByRole('button', { name: 'Reply' }).first().click();
    await page.locator('#say').fill('@Countersign list');
    await page.keyboard.press('Enter');
    await page.locator('.replies').getByText('@Countersign list').waitFor();
    expect(bot.received[0]?.activity).toMatchObject({
      text: '<at>Countersign</at> list',
      conversation: { id: conversation },
    });
  });

  it('mentions people whose names are typed after an @', async () => {
    const { bot, double } = await startPage();
    const { name } = double.directory.people.get(ada) ?? { name: '' };
    const page = await openAs(browser, double.url, ada);
    await page.locator('#say').fill(`@Countersign delegate @${name} until 2026-12-01`);
    await page.keyboard.press('Enter');
    await expect
      .poll(() => bot.received[0]?.activity)
      .toMatchObject({
        text: `<at>Countersign</at> delegate <at>${name}</at> until 2026-12-01`,
        entities: expect.arrayContaining([
          { type: 'mention', mentioned: { id: double.mri(ada), name }, text: `<at>${name}</at>` },
        ]),
      });
  });

  it('shows a card that waits down to its buttons, and one that is settled from its top', async () => {
    const { double, client, post } = await startPage();
    const tall = { type: 'TextBlock', text: 'A long story. '.repeat(400), wrap: true };
    const place = await post({ ...approvalCard, body: [...approvalCard.body, tall] });
    const page = await openAs(browser, double.url, ada);
    const inSight = (text: string) =>
      page.getByText(text, { exact: true }).evaluate((element) => {
        const { top, bottom } = element.getBoundingClientRect();
        const list = document.getElementById('messages')?.getBoundingClientRect();
        return list !== undefined && top >= list.top && bottom <= list.bottom;
      });
    await expect.poll(() => inSight('Approve')).toBe(true);
    expect(await inSight('Deploy api to production')).toBe(false);
    const settled = settledCard('Approved by Grace Hopper.');
    const body = [...settled.body, tall];
    await client.update(place.conversation, place.message, cardMessage({ ...settled, body }));
    await page.getByText('Approved by Grace Hopper.').waitFor();
    expect(await inSight('Approved by Grace Hopper.')).toBe(true);
    await post(approvalCard);
    await expect.poll(() => inSight('Approve')).toBe(true);
  });

  it('draws what Teams draws beyond the published schema, as text', async () => {
    const { double, post } = await startPage();
    const badge = { type: 'Badge', text: 'Waiting', style: 'Warning', fallback: 'drop' };
    await post({ ...approvalCard, body: [badge, ...approvalCard.body] });
    const page = await openAs(browser, double.url, ada);
    await page.locator('.label', { hasText: 'Waiting' }).waitFor();
    expect(await page.locator('pre.code').textContent()).toBe('- replicas: 3\n+ replicas: 6');
  });

  it('follows links to the chat with the bot and to messages, as the person one is', async () => {
    const { double, post } = await startPage();
    await post({
      ...settledCard('?'),
      actions: [
        { type: 'Action.OpenUrl', title: 'Chat', url: `${double.url}/teams/l/chat/0/0?users=28:x` },
      ],
    });
    const page = await openAs(browser, double.url, ada);
    await page.getByLabel('Grace Hopper').check();
    await page.locator('.ac-pushButton', { hasText: 'Chat' }).click();
    await expect.poll(() => page.locator('#title').innerText()).toBe('Countersign');
    expect(await page.locator('#people-list input:checked').inputValue()).toBe(bob);
    await page.goto(`${double.url}/teams/l/message/${deploys}/1?tenantId=t`);
    await expect.poll(() => page.locator('#title').innerText()).toBe('deploys');
  });

  it('shows each person their own channels', async () => {
    const { double } = await startPage();
    const page = await openAs(browser, double.url, ada);
    expect(await page.locator('#teams a').allInnerTexts()).toEqual(['#\nGeneral', '#\ndeploys']);
    await page.getByLabel('Grace Hopper').check();
    await expect.poll(() => page.locator('#teams a').count()).toBe(3);
  });
});

describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  it('every text can be read', async () => {
    const { bot, double, post } = await startPage();
    await post(approvalCard);
    bot.replyWith(wordsAnswer('Not you.'));
    const page = await openAs(browser, double.url, gus, { colorScheme });
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('Not you.').waitFor();
    await page.getByRole('button', { name: 'Reject' }).click();
    await page.getByRole('button', { name: 'Send' }).first().click();
    await page.getByText('Say why.').waitFor();
    expect(await faintTexts(page)).toEqual([]);
  });
});

it('on a narrow screen nothing is wider than the screen', async () => {
  const { double, post } = await startPage();
  await post(approvalCard);
  const viewport = { width: 390, height: 800 };
  const page = await openAs(browser, double.url, ada, { viewport });
  await page.getByRole('button', { name: 'Approve' }).waitFor();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(viewport.width);
});

it('on a narrow screen the menu says that something behind it is unread', async () => {
  const { double, client, post } = await startPage();
  await post(approvalCard);
  const viewport = { width: 390, height: 800 };
  const page = await openAs(browser, double.url, ada, { viewport });
  await page.getByRole('button', { name: 'Approve' }).waitFor();
  const unread = page.getByRole('button', { name: 'Channels and people, something unread' });
  expect(await unread.count()).toBe(0);
  const { body } = await client.chat(ada);
  await client.post(String(body['id']), message('One request waits for you.'));
  await unread.press('Enter');
  await page.locator('#chats a').press('Enter');
  await page.getByText('One request waits for you.').waitFor();
  await expect.poll(() => unread.count()).toBe(0);
});

describe('a hostile bot', () => {
  it('runs nothing in the page', async () => {
    const { double, client, post } = await startPage();
    const attack = '<img src=x onerror="window.broken=1"><script>window.broken=1</script>';
    await client.start(deploys, { type: 'message', text: attack });
    await post({
      ...settledCard(`${attack} [link](javascript:window.broken=1) after`),
      actions: [{ type: 'Action.OpenUrl', title: 'Open', url: 'javascript:window.broken=1' }],
    });
    const page = await openAs(browser, double.url, ada);
    await page.getByText('after').waitFor();
    await page.locator('.ac-pushButton', { hasText: 'Open' }).click();
    expect(await page.locator('#messages img, #messages script').count()).toBe(0);
    expect(await page.evaluate(() => 'broken' in window)).toBe(false);
  });

  it('and no other page acts as a person', async () => {
    const { double } = await startPage();
    const say = (headers: Record<string, string>) =>
      fetch(`${double.url}/teams/say`, { method: 'POST', body: '{}', headers });
    const type = { 'content-type': 'application/json' };
    expect((await say({ ...type, origin: 'https://evil.example' })).status).toBe(403);
    expect((await say(type)).status).toBe(403);
    expect((await say({ ...type, origin: double.url })).status).toBe(200);
  });
});
