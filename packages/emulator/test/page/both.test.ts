import type { Browser, BrowserContextOptions, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startSlackDouble, type SlackDoubleOptions } from '../../src/index.ts';
import { ada, bob, wordsAnswer } from '../teams/support/bot.ts';
import { approvalCard, startPage } from '../teams/page/fixture.ts';
import { launchBrowser, openFaultless } from './browser.ts';
import { faintTexts } from './contrast.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const workspace: NonNullable<SlackDoubleOptions['workspace']> = {
  users: [
    { id: 'U1ADA', name: 'ada', real_name: 'Ada L.', email: 'ada@example.com' },
    { id: 'U2GRACE', name: 'grace', real_name: 'Grace Hopper' },
    { id: 'U3SLACK', name: 'sam', real_name: 'Sam Slack' },
  ],
  channels: [
    { id: 'C1', name: 'deploys', members: ['U1ADA', 'U2GRACE', 'U3SLACK'] },
    { id: 'C2', name: 'data-jobs', members: ['U1ADA', 'U2GRACE'] },
  ],
};

async function openBoth(options: BrowserContextOptions = {}, as = '') {
  const { bot, double: teams, post } = await startPage();
  await post(approvalCard);
  const slack = await startSlackDouble({
    signingSecret: 's',
    botToken: 'xoxb-1',
    workspace,
    teams,
  });
  onTestFinished(() => slack.close());
  const page = await openFaultless(browser, `${slack.url}/${as}`, options);
  const sides = {
    slack: page.frameLocator('iframe[title="Slack"]'),
    teams: page.frameLocator('iframe[title="Microsoft Teams"]'),
  };
  await sides.slack.locator('#channels a').first().waitFor({ state: 'attached' });
  await sides.teams.locator('#chats a').first().waitFor({ state: 'attached' });
  return { page, slack, teams, bot, sides };
}

const who = (side: FrameLocator) => side.locator('#people-list input:checked').inputValue();
const chosen = (page: Page) => page.locator('#people-list input:checked').inputValue();

describe('the page of both', () => {
  it('is one choice of who one is: accounts with one address, or one name, are one human', async () => {
    const { page, sides, bot } = await openBoth();
    expect(await chosen(page)).toBe('U1ADA');
    expect([await who(sides.slack), await who(sides.teams)]).toEqual(['U1ADA', ada]);
    await page.getByLabel('Grace Hopper').check();
    await expect.poll(() => who(sides.slack)).toBe('U2GRACE');
    await expect.poll(() => who(sides.teams)).toBe(bob);
    await sides.teams.getByRole('button', { name: 'Approve' }).click();
    await sides.teams.getByText('You approved this.').waitFor();
    expect(bot.received[0]?.activity).toMatchObject({ from: { aadObjectId: bob } });
  });

  it('says so where someone has no account', async () => {
    const { page, sides } = await openBoth();
    await page.getByLabel('Sam Slack').check();
    await page.getByText('Sam Slack has no account in Microsoft Teams.').waitFor();
    await expect.poll(() => who(sides.slack)).toBe('U3SLACK');
    await page.getByLabel('Gus Guest').check();
    await page.getByText('Gus Guest has no account in Slack.').waitFor();
    await sides.teams.getByRole('button', { name: 'Approve' }).waitFor();
  });

  it('keeps who one is over a reload, and takes it from the address', async () => {
    const { page, sides } = await openBoth({}, '?as=U2GRACE');
    await expect.poll(() => who(sides.teams)).toBe(bob);
    await page.goto(new URL('/', page.url()).href);
    await expect.poll(() => chosen(page)).toBe('U2GRACE');
  });

  it('leads to each page by itself, and each of these back', async () => {
    const { page } = await openBoth();
    for (const [link, title] of [
      ['Slack by itself', 'Slack double'],
      ['Microsoft Teams by itself', 'Teams double'],
    ] as const) {
      await page.getByRole('link', { name: link }).click();
      await expect.poll(() => page.title()).toContain(title);
      await page.getByRole('link', { name: 'Side by side' }).click();
      await page.locator('#people-list input:checked').waitFor();
    }
  });

  it('goes from who one is to Slack and on to Teams, with the keyboard alone', async () => {
    const { page, sides } = await openBoth();
    await page.locator('#people-list input:checked').focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => who(sides.teams)).toBe(bob);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    const inFrame = () => page.evaluate(() => document.activeElement?.getAttribute('title'));
    await expect.poll(inFrame).toBe('Slack');
    await sides.teams.getByRole('button', { name: 'Reject' }).press('Enter');
    const reason = sides.teams.getByLabel('Reason');
    await expect
      .poll(() => reason.evaluate((field) => field === document.activeElement))
      .toBe(true);
    expect(await inFrame()).toBe('Microsoft Teams');
  });
});

describe('on a narrow screen', () => {
  const viewport = { width: 390, height: 800 };

  it('is one side at a time, as wide and as high as the screen; the other says if there is news', async () => {
    const { page, sides, slack } = await openBoth({ viewport });
    await sides.slack.locator('#main').waitFor();
    expect(await sides.teams.locator('#main').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Teams' }).press('Enter');
    await sides.teams.getByRole('button', { name: 'Approve' }).waitFor();
    for (const frame of page.frames()) {
      const width = await frame.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(viewport.width);
    }
    const box = await page.locator('iframe[title="Microsoft Teams"]').boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBe(viewport.height);
    slack.post({ user: 'U2GRACE', channel: 'C2', text: 'hello' });
    await page.locator('#sides .fresh', { hasText: 'Slack' }).waitFor();
    await page.getByRole('button', { name: 'Slack' }).press('Enter');
    await sides.slack.getByRole('button', { name: 'something unread' }).waitFor();
    expect(await page.locator('#sides .fresh').count()).toBe(0);
  });

  it('people are initials, and what they are', async () => {
    const { page } = await openBoth({ viewport });
    const gus = page.locator('#people label', { hasText: 'Gus Guest' });
    const box = await gus.locator('.badge').boundingBox();
    expect(box?.height).toBeGreaterThan(8);
    expect(await gus.locator('.badge').innerText()).toBe('guest');
    expect((await gus.locator('.called').boundingBox())?.width).toBeLessThan(2);
    const bar = await page.locator('#people-list').boundingBox();
    expect(bar?.height).toBeLessThan(110);
  });
});

it.each(['light', 'dark'] as const)('in %s colours every text can be read', async (colorScheme) => {
  const { page, bot, sides } = await openBoth({ colorScheme });
  bot.replyWith(wordsAnswer('Not you.'));
  await sides.teams.getByRole('button', { name: 'Approve' }).click();
  await sides.teams.getByText('Not you.').waitFor();
  expect(await faintTexts(page)).toEqual([]);
});
