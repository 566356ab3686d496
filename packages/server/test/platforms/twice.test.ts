import { describe, expect, it } from 'vitest';
import type { Who } from './platform.ts';
import { platforms } from './platforms.ts';
import { vault } from './requests.ts';

describe.each(platforms)('%s', (_, open) => {
  it('takes a click that is sent again for one decision, and refuses nobody', async () => {
    const chat = await open();
    const id = await chat.asked();
    const click = await chat.approve(id, 'ada');
    await click.again();
    await chat.settle();
    expect(await chat.votesOf(id)).toHaveLength(1);
    expect(chat.told('ada')).not.toContain('Nothing was');
    expect(await chat.thread(id)).toHaveLength(1);
  });

  it('does not take it for a vote at the next stage either', async () => {
    const chat = await open();
    const id = await chat.asked(vault);
    const click = await chat.approve(id, 'grace');
    await chat.settle();
    await click.again();
    await chat.settle();
    expect(await chat.votesOf(id)).toMatchObject([{ stage: 0 }]);
    expect(chat.told('grace')).not.toContain('Nothing was');
  });

  it('takes one vote of a person who clicks twice at once', async () => {
    const chat = await open();
    const id = await chat.asked(vault);
    await chat.approve(id, 'ada');
    await chat.settle();
    await Promise.all([chat.approve(id, 'grace'), chat.approve(id, 'grace')]);
    expect(await chat.votesOf(id)).toHaveLength(2);
    expect(await chat.statusOf(id)).toBe('pending');
  });

  it('lets one of two approvers at once decide, and tells the other who did', async () => {
    const chat = await open();
    const id = await chat.asked();
    await Promise.all([chat.approve(id, 'ada'), chat.approve(id, 'grace')]);
    await chat.settle();
    const [vote, ...more] = await chat.votesOf(id);
    expect(more).toEqual([]);
    expect(await chat.refusalsOf(id)).toEqual(['already_decided']);
    const winner = vote?.person.name ?? '';
    const loser: Who = winner === 'Ada Lovelace' ? 'grace' : 'ada';
    expect(chat.told(loser)).toContain(`${winner} approved it`);
    expect((await chat.card(id, loser)).text).toContain(`Approved by ${winner}`);
    expect((await chat.card(id, loser)).buttons).toEqual([]);
  });

  it('tells who presses a button that is long gone how it ended', async () => {
    const chat = await open();
    const id = await chat.asked();
    const button = await chat.approveButton(id);
    await chat.reject(id, 'ada', 'Not today.');
    await chat.settle();
    await button('grace');
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('rejected');
    expect(chat.told('grace')).toContain('Ada Lovelace rejected it');
  });
});
