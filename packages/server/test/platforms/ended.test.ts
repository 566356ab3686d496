import { describe, expect, it } from 'vitest';
import { platforms } from './platforms.ts';
import { vault } from './requests.ts';

describe.each(platforms)('%s', (_, open) => {
  it('settles the card of a request whose time is over', async () => {
    const chat = await open();
    const id = await chat.asked(vault);
    await chat.approve(id, 'ada');
    await chat.settle();
    const button = await chat.approveButton(id);
    await chat.expire();
    await chat.settle();
    const { text, buttons } = await chat.card(id);
    expect(text).toContain('Expired: not enough people approved in time, ');
    expect(text).toContain('approved by Ada Lovelace');
    expect(buttons).toEqual([]);
    expect((await chat.thread(id)).at(-1)).toContain('expired');
    await button('grace');
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('expired');
    expect(chat.told('grace')).toContain('expired');
  });

  it('says how it ended to who presses a button of an earlier stage, too', async () => {
    const chat = await open();
    const id = await chat.asked(vault);
    const earlier = await chat.approveButton(id);
    await chat.approve(id, 'ada');
    await chat.settle();
    await chat.withdraw(id);
    await chat.settle();
    await earlier('grace');
    await chat.settle();
    expect(await chat.refusalsOf(id)).toEqual(['already_decided']);
    expect(chat.told('grace')).toContain('CI deploy withdrew it');
    expect(chat.told('grace')).not.toContain('out of date');
  });

  it('settles the card of a request that its bot withdrew', async () => {
    const chat = await open();
    const id = await chat.asked();
    const at = chat.now();
    await chat.withdraw(id);
    await chat.settle();
    const { text, buttons } = await chat.card(id);
    expect(text).toContain(`Withdrawn by CI deploy, ${at}`);
    expect(buttons).toEqual([]);
    expect((await chat.thread(id)).at(-1)).toContain('withdrew');
  });

  it('shows a request that has ended before it could be posted without buttons, if at all', async () => {
    const chat = await open();
    chat.goDown();
    const id = await chat.ask();
    await chat.deliver();
    await chat.withdraw(id);
    chat.recover();
    await chat.settle();
    expect(chat.cards().flatMap(({ buttons }) => buttons)).toEqual([]);
  });
});
