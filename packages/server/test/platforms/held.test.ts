import { describe, expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import type { Platform } from './platform.ts';
import { platforms } from './platforms.ts';
import { openedBySecurity, repair } from './requests.ts';
import { restricted, secretive, WORD } from './restricted.ts';

// The tests' clock is at 10:00 of that day.
const noon = { name: 'noon', from: '2026-11-22T09:00', to: '2026-11-22T12:00', during: 'hold' };
const freezes = [noon];
const ENOUGH =
  'Everybody who must agree has; it takes effect at 2026-11-22 12:00 UTC, once the freeze “noon” is over.';

const lines = Array.from({ length: 400 }, (_, n) => `+line ${n} of the change`);
const diff = `--- a/x.txt\n+++ b/x.txt\n@@ -0,0 +1,400 @@\n${lines.join('\n')}\n`;
const big = { ...deployPayments, change: { ...deployPayments.change, diff } };

const small = (resource: string) => ({ ...deployPayments, resource, change: {} });

const approvals = (buttons: string[]) => buttons.filter((title) => /Approve|Review/u.test(title));

/** What somebody was told, and what the form says that they have open. */
const heardBy = (chat: Platform, who: 'ada' | 'grace') =>
  [chat.told(who), chat.openForm(who)?.text].join('\n');

describe.each(platforms)('%s: what all have agreed to, and waits', (name, open) => {
  it('is asked of nobody any more, and can still be stopped', async () => {
    const chat = await open();
    await chat.rule({ freezes });
    const id = await chat.asked();
    await chat.approve(id, 'ada');
    await chat.settle();
    for (const who of [undefined, 'ada', 'grace'] as const) {
      expect((await chat.card(id, who)).buttons).toEqual(['Reject…']);
    }
    await chat.reject(id, 'grace', 'Not over the holidays.');
    expect(await chat.statusOf(id)).toBe('rejected');
  });

  it('has no form for an approval either', async () => {
    const chat = await open();
    await chat.rule({ hold_until: '11:30' });
    const id = await chat.asked(big);
    await chat.review(id, 'ada');
    await chat.settle();
    expect((await chat.card(id)).text).toContain('Approved, and waiting for its time');
    expect((await chat.card(id)).buttons).toEqual(['Reject…']);
  });

  it('is asked of nobody in their own chat', async () => {
    const chat = await open();
    await chat.rule({ freezes, only: { direct: [name === 'Slack' ? 'slack' : 'teams'] } });
    const id = await chat.ask();
    await chat.settle();
    await chat.approveOwn('ada');
    await chat.settle();
    expect(chat.own('grace')[0]?.buttons).toEqual(['Reject…']);
    await chat.rejectOwn('grace', 'Not over the holidays.');
    expect(await chat.statusOf(id)).toBe('rejected');
  });

  it('has no Approve on its line of a list, nor where that is opened', async () => {
    const chat = await open();
    await chat.rule({ freezes, burst: { within: '10m' } });
    const id = await chat.ask(small('api'));
    await chat.ask(small('web'));
    await chat.settle();
    const before = (await chat.card(id)).buttons;
    await chat.approve(id, 'ada');
    await chat.settle();
    const after = (await chat.card(id)).buttons;
    expect(before.filter((title) => title === 'Approve')).toHaveLength(2);
    expect(after.filter((title) => title === 'Approve')).toHaveLength(1);
    const line = await chat.showLine(id, 'grace');
    expect(approvals(line.buttons)).toEqual([]);
    expect(line.text).toContain('Everybody who must agree has');
    expect(line.text).not.toContain('I have read the whole change');
  });

  it('is read on demand where it is restricted, by who may stop it, and not approved there', async () => {
    const chat = await open();
    await chat.rule({ ...restricted, freezes });
    const id = await chat.asked(secretive);
    await chat.readAndApprove(id, 'ada');
    await chat.settle();
    expect((await chat.card(id)).buttons).toEqual(['Show details…', 'Reject…']);
    const { text, buttons } = await chat.details(id, 'grace');
    expect(text).toContain(`deploy ${WORD}`);
    expect(text).toContain('Everybody who must agree has');
    expect(text).not.toContain('I have read the whole change');
    expect(approvals(buttons)).toEqual([]);
  });

  it('can be approved alone in an emergency all the same', async () => {
    const chat = await open();
    await chat.rule((route) => ({
      freezes,
      break_glass: openedBySecurity(route),
    }));
    const id = await chat.asked();
    await chat.approve(id, 'ada');
    await chat.settle();
    expect((await chat.card(id)).buttons).toEqual(['Reject…', 'In an emergency…']);
    await chat.breakGlass(id, 'grace', 'Payments are down.');
    expect(await chat.statusOf(id)).toBe('approved');
  });

  it('answers the Approve of an old card that nothing waited for it', async () => {
    const chat = await open();
    await chat.rule({ freezes });
    const id = await chat.asked();
    const press = await chat.approveButton(id);
    await chat.approve(id, 'ada');
    await press('grace');
    await chat.settle();
    expect(heardBy(chat, 'grace')).toContain(
      `Your word counts, and nothing waited for it. ${ENOUGH}`,
    );
    expect(await chat.statusOf(id)).toBe('pending');
    expect((await chat.card(id)).text).toContain('approved by Ada Lovelace and Grace Hopper');
  });

  it('answers words to the bot so, and whoever has approved it that this stands', async () => {
    const chat = await open();
    await chat.rule({ freezes });
    const id = await chat.asked();
    await chat.say('ada', `approve ${id}`);
    expect(await chat.say('grace', `approve ${id}`)).toContain(
      `Your word counts, and nothing waited for it. ${ENOUGH}`,
    );
    const again = await chat.say('ada', `approve ${id} stage release`);
    expect(again).toContain(`Your approval of 2026-11-22 10:00 UTC stands. ${ENOUGH}`);
    expect(again).not.toContain('needs another person');
  });

  it('answers a form of before so', async () => {
    const chat = await open();
    await chat.rule({ ...restricted, freezes });
    const id = await chat.asked(secretive);
    await chat.details(id, 'grace');
    await chat.readAndApprove(id, 'ada');
    await chat.approveForged(id, 'grace');
    await chat.settle();
    expect(heardBy(chat, 'grace')).toContain(
      `Your word counts, and nothing waited for it. ${ENOUGH}`,
    );
  });

  it('answers a form about several so', async () => {
    const chat = await open();
    await chat.rule({ freezes, burst: { within: '10m' } });
    const id = await chat.ask(small('api'));
    await chat.ask(small('web'));
    await chat.settle();
    await chat.openTogether(id, 'grace', 'approve');
    await chat.approve(id, 'ada');
    await chat.sendTogether(id, 'grace');
    expect(heardBy(chat, 'grace')).toContain(
      `Your word counts, and nothing waited for it. ${ENOUGH}`,
    );
  });

  it('is asked again once one of them has taken theirs back', async () => {
    const chat = await open();
    await chat.rule({
      freezes,
      stages: [{ name: 'release', quorum: 1, groups: ['releasers'], reject: { quorum: 2 } }],
    });
    const id = await chat.asked({ ...repair, action: 'deploy' });
    await chat.approve(id, 'ada');
    await chat.settle();
    await chat.reject(id, 'ada', 'I looked again.');
    await chat.settle();
    expect((await chat.card(id, 'grace')).buttons).toEqual(['Approve', 'Reject…']);
  });
});
