import { describe, expect, it } from 'vitest';
import { platforms } from './platforms.ts';

/** Requests of a policy from before the configuration listed its channels. */
describe.each(platforms)('%s', (_, open) => {
  it('shows nothing in a channel that the configuration does not list', async () => {
    const chat = await open();
    chat.mayUseNone();
    const id = await chat.ask();
    await chat.deliver();
    expect(chat.cards()).toEqual([]);
    expect(await chat.unavailable(id)).toContain('list it under “channels”');
  });

  it('takes no decision from a channel that is not listed any more', async () => {
    const chat = await open();
    const id = await chat.asked();
    chat.mayUseNone();
    await chat.approve(id, 'ada');
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('pending');
    expect(await chat.refusalsOf(id)).toEqual(['channel_not_allowed']);
  });

  it('says nothing more there, but takes the buttons off what is decided', async () => {
    const chat = await open();
    const id = await chat.asked();
    chat.mayUseNone();
    await chat.withdraw(id);
    await chat.settle();
    expect((await chat.card(id)).buttons).toEqual([]);
    expect(await chat.thread(id)).toEqual([]);
  });
});
