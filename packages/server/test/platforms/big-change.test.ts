import { describe, expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import { platforms } from './platforms.ts';

const lines = Array.from({ length: 400 }, (_, n) => `+line ${n} of the change`);
const diff = `--- a/x.txt\n+++ b/x.txt\n@@ -0,0 +1,400 @@\n${lines.join('\n')}\n`;
const big = { ...deployPayments, change: { ...deployPayments.change, diff } };

describe.each(platforms)('%s', (_, open) => {
  it('has all of a change that the card cannot hold below it, and says what it leaves out', async () => {
    const chat = await open();
    const id = await chat.asked(big);
    const thread = (await chat.thread(id)).join('\n');
    expect(lines.filter((line) => !thread.includes(line))).toEqual([]);
    const { text, buttons } = await chat.card(id);
    expect(text).toMatch(/Not shown here: \d+ of 403 diff lines/);
    expect(buttons).toEqual(['Review…', 'Reject…']);
  });

  it('approves such a change by its form, once somebody ticks that they have read it', async () => {
    const chat = await open();
    const id = await chat.asked(big);
    await chat.review(id, 'ada');
    expect(await chat.statusOf(id)).toBe('approved');
  });

  it('does not approve it by its form either while the whole is not there', async () => {
    const chat = await open();
    chat.failUploads();
    const id = await chat.ask(big);
    await chat.deliver();
    expect((await chat.card(id)).text).toContain('is being attached to this thread');
    await chat.review(id, 'ada');
    expect(await chat.statusOf(id)).toBe('pending');
    expect(await chat.refusalsOf(id)).toEqual(['change_not_shown']);

    chat.recover();
    chat.pass(60_000);
    await chat.settle();
    await chat.review(id, 'ada');
    expect(await chat.statusOf(id)).toBe('approved');
  });

  it('never approves it by a plain click', async () => {
    const chat = await open();
    const id = await chat.asked(big);
    const button = await chat.approveButton(id);
    await button('ada');
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('pending');
    expect(await chat.refusalsOf(id)).toEqual(['review_required']);
    expect(chat.told('ada')).toContain('Nothing was decided');
  });

  it('never approves it by a command, and says where to', async () => {
    const chat = await open();
    const id = await chat.asked(big);
    expect(await chat.say('ada', `approve ${id}`)).toContain('Review');
    expect(await chat.statusOf(id)).toBe('pending');
    expect(await chat.refusalsOf(id)).toEqual(['review_required']);
  });

  it('rejects it like any other', async () => {
    const chat = await open();
    const id = await chat.asked(big);
    await chat.reject(id, 'ada', 'Too large.');
    expect(await chat.statusOf(id)).toBe('rejected');
  });
});
