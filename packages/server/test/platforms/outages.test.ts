import { describe, expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import type { Platform } from './platform.ts';
import { platforms } from './platforms.ts';

const live = (chat: Platform) => chat.cards().filter(({ buttons }) => buttons.length > 0);

describe.each(platforms)('%s', (_, open) => {
  it('has one live card where the posting got no answer but was heard of', async () => {
    const chat = await open();
    chat.loseNextAnswer();
    const id = await chat.ask();
    await chat.deliver();
    await chat.look();
    await chat.settle();
    expect(live(chat)).toHaveLength(1);
    await chat.approve(id, 'ada');
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('approved');
    expect(live(chat)).toEqual([]);
  });

  it('has one live card where it was posted again before that', async () => {
    const chat = await open();
    chat.loseNextAnswer();
    const id = await chat.ask();
    await chat.settle();
    chat.pass(60_000);
    await chat.look();
    await chat.settle();
    expect(live(chat)).toHaveLength(1);
    await chat.approve(id, 'ada');
    await chat.settle();
    expect(live(chat)).toEqual([]);
  });

  it('brings everything in order once the chat is back', async () => {
    const chat = await open();
    const resources = ['one', 'two', 'three', 'four', 'five'];
    chat.goDown();
    const ids: string[] = [];
    for (const resource of resources) {
      ids.push(await chat.ask({ ...deployPayments, resource }));
      await chat.deliver();
      chat.pass(20_000);
    }
    expect(chat.cards()).toEqual([]);
    chat.recover();
    await chat.settle();
    const shown = chat.cards().map(({ text }) => /deploy (\w+) in production/.exec(text)?.[1]);
    expect(shown).toEqual(resources);
    for (const id of ids) {
      await chat.approve(id, 'ada');
      expect(await chat.statusOf(id)).toBe('approved');
    }
  });

  it('lets a decision stand that could not be drawn, and draws it once the chat is back', async () => {
    const chat = await open();
    const id = await chat.asked();
    await chat.approve(id, 'ada');
    chat.goDown();
    await chat.deliver();
    expect(await chat.statusOf(id)).toBe('approved');
    chat.pass(60_000);
    await chat.deliver();
    chat.recover();
    await chat.settle();
    expect((await chat.card(id)).text).toContain('Approved by Ada Lovelace');
    expect(await chat.thread(id)).toHaveLength(1);
  });
});
