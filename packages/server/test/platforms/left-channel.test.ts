import { describe, expect, it } from 'vitest';
import { platforms } from './platforms.ts';

describe.each(platforms)('%s', (_, open) => {
  it.each([false, true])(
    'shows nothing in a channel that the bot is not in (private: %s)',
    async (isPrivate) => {
      const chat = await open();
      await chat.channelIs({ left: true, private: isPrivate });
      const id = await chat.ask();
      await chat.deliver();
      expect(chat.cards()).toEqual([]);
      expect(await chat.unavailable(id)).toMatch(/Countersign is not in .*(\/invite|add the app)/);
    },
  );

  it('takes no decision from a channel that the bot has left, and does once it is back', async () => {
    const chat = await open();
    await chat.channelIs({});
    const id = await chat.asked();
    const button = await chat.approveButton(id);
    await chat.channelIs({ left: true });
    chat.pass(61_000);
    await button('ada');
    expect(await chat.statusOf(id)).toBe('pending');
    expect(await chat.refusalsOf(id)).toEqual(['channel_without_bot']);

    await chat.channelIs({});
    await button('ada');
    expect(await chat.statusOf(id)).toBe('approved');
  });
});
