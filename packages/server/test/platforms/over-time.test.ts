import { describe, expect, it } from 'vitest';
import { platforms } from './platforms.ts';
import { escalating } from './rule.ts';

const minute = 60_000;
const stage = { name: 'release', quorum: 1, groups: ['releasers'] };

describe.each(platforms)('%s', (_, open) => {
  it('reminds below the card, as often as the rule says', async () => {
    const chat = await open();
    await chat.rule({ stages: [{ ...stage, remind: ['10m', '20m'] }] });
    const id = await chat.asked();
    await chat.tick(9 * minute);
    await chat.settle();
    expect(await chat.thread(id)).toEqual([]);
    await chat.tick(minute);
    await chat.settle();
    await chat.tick(10 * minute);
    await chat.settle();
    const lines = await chat.thread(id);
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      expect(line).toContain(
        'Still open, until 2026-11-22 11:00 UTC. Stage “release” wants 1 more approval from releasers.',
      );
    }
  });

  it('escalates to others, who see it in their channel and may approve from then on', async () => {
    const chat = await open();
    await chat.rule(escalating);
    const id = await chat.asked();
    // She is in the releasers alone.
    await chat.approve(id, 'ada');
    expect(await chat.refusalsOf(id)).toEqual(['not_eligible']);
    await chat.tick(30 * minute);
    await chat.settle();
    expect((await chat.thread(id))[0]).toContain('From now on releasers may approve, too.');
    const [card] = chat.announced();
    expect(card?.text).toContain('needs 1 approval from security or releasers');
    expect(card?.buttons).toEqual(['Approve', 'Reject…']);
    await chat.approve(id, 'ada');
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('approved');
    expect(chat.announced()[0]?.buttons).toEqual([]);
    expect(chat.announced()[0]?.text).toContain('Approved by Ada Lovelace');
    expect((await chat.story(id)).decision.outcome).toBe('approved');
  });

  it('holds an approval until a freeze is over, and says so', async () => {
    const chat = await open();
    await chat.rule({
      // The tests' clock is at 10:00 of that day.
      freezes: [{ name: 'noon', from: '2026-11-22T09:00', to: '2026-11-22T12:00', during: 'hold' }],
    });
    const id = await chat.asked();
    await chat.approve(id, 'ada');
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('pending');
    const { text } = await chat.card(id);
    expect(text).toContain('Approved, and waiting for a freeze to end');
    expect(text).toContain(
      'it takes effect at 2026-11-22T12:00:00Z, once the freeze “noon” is over.',
    );
    expect(text).not.toContain('Waiting for approval');
    expect(text).not.toContain(`approve ${id}`);
    await chat.tick(2 * 60 * minute);
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('approved');
    expect((await chat.card(id)).buttons).toEqual([]);
    expect((await chat.story(id)).decision.outcome).toBe('approved');
  });

  it('holds an approval until the time of day that the rule names', async () => {
    const chat = await open();
    await chat.rule({ hold_until: '11:30' });
    const id = await chat.asked();
    await chat.approve(id, 'ada');
    await chat.settle();
    const { text } = await chat.card(id);
    expect(text).toContain('Approved, and waiting for its time');
    expect(text).toContain('it takes effect at 2026-11-22T11:30:00Z, and not before.');
    await chat.tick(90 * minute);
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('approved');
  });

  it('lets nobody ask during a freeze that refuses', async () => {
    const chat = await open();
    await chat.rule({
      freezes: [{ name: 'noon', from: '2026-11-22T09:00', to: '2026-11-22T12:00' }],
    });
    await expect(chat.ask()).rejects.toThrow(/noon/u);
    await chat.tick(3 * 60 * minute);
    await expect(chat.ask()).resolves.toMatch(/^req_/u);
  });
});
