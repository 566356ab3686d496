import { describe, expect, it } from 'vitest';
import { platforms } from './platforms.ts';
import { vault } from './requests.ts';

describe.each(platforms)('%s', (_, open) => {
  it('shows the approvals there are and those that are missing, stage by stage', async () => {
    const chat = await open();
    const id = await chat.asked(vault);
    expect((await chat.card(id)).text).toContain('then 2 approvals from security');

    await chat.approve(id, 'ada');
    await chat.settle();
    const second = await chat.card(id);
    expect(second.text).toContain('approved by Ada Lovelace');
    expect(second.text).toContain('needs 2 approvals from security');
    expect(second.buttons).toEqual(['Approve', 'Reject…']);

    await chat.approve(id, 'grace');
    await chat.settle();
    const third = await chat.card(id);
    expect(third.text).toContain('1 of 2 approvals (Grace Hopper), needs 1 more from security');
    expect(third.text).toContain('Can decide now: Lise Meitner.');

    await chat.approve(id, 'lise');
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('approved');
    expect((await chat.card(id)).buttons).toEqual([]);
  });

  it('tells of each step below the card, in order', async () => {
    const chat = await open();
    const id = await chat.asked(vault);
    for (const who of ['ada', 'grace', 'lise'] as const) {
      await chat.approve(id, who);
      await chat.settle();
    }
    const [first, second, third, ...more] = await chat.thread(id);
    expect(first).toContain('Ada Lovelace approved.');
    expect(first).toContain('Stage “release” has passed; now “security”.');
    expect(second).toContain(
      'Grace Hopper approved. Stage “security” wants 1 more approval from security.',
    );
    expect(third).toContain('Approved. CI deploy may go ahead');
    expect(more).toEqual([]);
  });

  it('decides nothing by a button of an earlier stage, and says where to go on', async () => {
    const chat = await open();
    const id = await chat.asked(vault);
    const earlier = await chat.approveButton(id);
    await chat.approve(id, 'ada');
    await chat.settle();
    await earlier('grace');
    await chat.settle();
    expect(await chat.votesOf(id)).toHaveLength(1);
    expect(await chat.refusalsOf(id)).toEqual(['stale_card']);
    expect(chat.told('grace')).toContain('this card is out of date');
  });

  it('ends at the first rejection, whatever was approved before', async () => {
    const chat = await open();
    const id = await chat.asked(vault);
    await chat.approve(id, 'ada');
    await chat.settle();
    await chat.reject(id, 'grace', 'Wrong key.');
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('rejected');
    const { text, buttons } = await chat.card(id);
    expect(text).toContain('Rejected by Grace Hopper');
    expect(text).toContain('approved by Ada Lovelace');
    expect(buttons).toEqual([]);
  });
});
