import { describe, expect, it } from 'vitest';
import { platforms } from './platforms.ts';

describe.each(platforms)('%s', (_, open) => {
  it('shows nothing in a channel that is shared with another organisation', async () => {
    const chat = await open();
    await chat.channelIs({ shared: true });
    const id = await chat.ask();
    await chat.deliver();
    expect(chat.cards()).toEqual([]);
    expect(await chat.unavailable(id)).toContain('shared with another organisation');
  });

  it('takes no decision from a channel that has been shared since', async () => {
    const chat = await open();
    const id = await chat.asked();
    await chat.channelIs({ shared: true });
    chat.pass(61_000);
    await chat.approve(id, 'ada');
    expect(await chat.statusOf(id)).toBe('pending');
    expect(await chat.refusalsOf(id)).toEqual(['channel_shared_externally']);
  });
});
