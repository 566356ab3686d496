import { describe, expect, it } from 'vitest';
import { platforms } from './platforms.ts';

const inPrivate = { route: { private: true } };

describe.each(platforms)('%s', (_, open) => {
  it('shows nothing in a channel that is not private where policy wants it to be', async () => {
    const chat = await open();
    await chat.rule(inPrivate);
    const id = await chat.ask();
    await chat.deliver();
    expect(chat.cards()).toEqual([]);
    expect(await chat.unavailable(id)).toMatch(/not known to be private.*make it private/);
  });

  it('says to words that approve it why it is nowhere to be seen, not to wait a moment', async () => {
    const chat = await open();
    await chat.rule(inPrivate);
    const id = await chat.ask();
    await chat.deliver();
    const answer = await chat.say('ada', `approve ${id}`);
    expect(answer).toMatch(/nowhere to be seen.*not known to be private.*make it private/u);
    expect(answer).not.toContain('in a moment');
    expect(await chat.refusalsOf(id)).toEqual(['change_not_shown']);
  });

  it('shows it once the channel is private', async () => {
    const chat = await open();
    await chat.rule(inPrivate);
    const id = await chat.ask();
    await chat.deliver();
    await chat.channelIs({ private: true });
    chat.pass(61_000);
    await chat.settle();
    await chat.approve(id, 'ada');
    expect(await chat.statusOf(id)).toBe('approved');
  });

  it('takes no decision from a channel that is not private any more', async () => {
    const chat = await open();
    await chat.rule(inPrivate);
    await chat.channelIs({ private: true });
    const id = await chat.asked();
    await chat.channelIs({});
    chat.pass(61_000);
    await chat.approve(id, 'ada');
    await chat.reject(id, 'ada', 'No.');
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('pending');
    expect(await chat.refusalsOf(id)).toContain('channel_not_private');
    expect(chat.told('ada')).toContain('policy wants a private channel');
  });

  it('asks for no private channel where policy does not', async () => {
    const chat = await open();
    await chat.rule({});
    const id = await chat.asked();
    await chat.approve(id, 'ada');
    expect(await chat.statusOf(id)).toBe('approved');
  });

  it('never shows it where another organisation reads along, private or not', async () => {
    const chat = await open();
    await chat.rule(inPrivate);
    await chat.channelIs({ private: true, shared: true });
    const id = await chat.ask();
    await chat.deliver();
    expect(chat.cards()).toEqual([]);
    expect(await chat.unavailable(id)).toContain('shared with another organisation');
  });
});
