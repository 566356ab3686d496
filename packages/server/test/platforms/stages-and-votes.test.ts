import { describe, expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import { platforms } from './platforms.ts';

const release = { quorum: 1, groups: ['releasers'] };
const security = { quorum: 1, groups: ['security'] };

describe.each(platforms)('%s', (_, open) => {
  it('asks each of several quorums for people of its own', async () => {
    const chat = await open();
    await chat.rule({ stages: [{ name: 'both', all: [release, security] }] });
    const id = await chat.asked();
    expect((await chat.card(id)).text).toContain(
      'needs 1 approval from releasers and 1 from security',
    );
    await chat.approve(id, 'lise');
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('pending');
    // She is in both groups, and counts where she is needed.
    expect((await chat.card(id)).text).toContain('needs 1 more from releasers or security');
    await chat.approve(id, 'ada');
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('approved');
    expect((await chat.story(id)).votes).toHaveLength(2);
  });

  it('takes any of several quorums', async () => {
    const chat = await open();
    await chat.rule({ stages: [{ name: 'either', any: [{ ...release, quorum: 2 }, security] }] });
    const id = await chat.asked();
    expect((await chat.card(id)).text).toContain(
      'needs either 2 approvals from releasers or 1 from security',
    );
    await chat.approve(id, 'lise');
    expect(await chat.statusOf(id)).toBe('approved');
  });

  it('goes on after one rejection where it takes two, and shows it', async () => {
    const chat = await open();
    await chat.rule({
      stages: [{ name: 'security', quorum: 2, groups: ['security'], reject: { quorum: 2 } }],
    });
    const id = await chat.asked();
    expect((await chat.card(id)).text).toContain(
      'needs 2 approvals from security; 2 rejections end it',
    );
    const answer = await chat.say('lise', `reject ${id} Not tonight.`);
    expect(answer).toContain(
      'Your rejection counts, and does not end it by itself: 1 more rejection ends it. Stage',
    );
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('pending');
    expect((await chat.card(id)).text).toContain(
      'rejected by Lise Meitner; 1 more rejection ends it',
    );
    expect((await chat.thread(id))[0]).toContain(
      'Lise Meitner rejected, which does not end it by itself: 1 more rejection ends it.',
    );
    await chat.reject(id, 'grace', 'Agreed.');
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('rejected');
    expect((await chat.card(id)).text).toContain('Rejected by Lise Meitner and Grace Hopper');
    expect((await chat.story(id)).decision.outcome).toBe('rejected');
  });

  it('tells of a rejection also where time has ended it', async () => {
    const chat = await open();
    await chat.rule({
      stages: [{ name: 'security', quorum: 2, groups: ['security'], reject: { quorum: 2 } }],
      expires: '10m',
    });
    const id = await chat.asked();
    await chat.reject(id, 'lise', 'Not tonight.');
    await chat.tick(10 * 60_000);
    await chat.settle();
    expect((await chat.card(id)).text).toContain('✗ security: no approval; rejected by Lise');
  });

  it('ends at the veto of somebody who could not approve', async () => {
    const chat = await open();
    await chat.rule({
      stages: [{ name: 'security', ...security, reject: { quorum: 2, veto: ['releasers'] } }],
    });
    const id = await chat.asked();
    expect((await chat.card(id)).text).toContain('2 rejections end it, or 1 from releasers');
    await chat.approve(id, 'ada');
    expect(await chat.refusalsOf(id)).toEqual(['not_eligible']);
    expect((await chat.card(id, 'ada')).buttons).toContain('Reject…');
    await chat.reject(id, 'ada', 'A freeze of ours.');
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('rejected');
    expect((await chat.story(id)).decision.outcome).toBe('rejected');
  });

  it('lets a vote be changed until its stage closes', async () => {
    const chat = await open();
    await chat.rule({
      stages: [{ name: 'security', quorum: 2, groups: ['security'], reject: { quorum: 2 } }],
    });
    const id = await chat.asked();
    await chat.approve(id, 'lise');
    await chat.settle();
    expect((await chat.card(id, 'lise')).buttons).toContain('Reject…');
    await chat.reject(id, 'lise', 'I looked again.');
    await chat.settle();
    expect((await chat.card(id)).text).toContain('needs 2 approvals from security');
    expect((await chat.card(id, 'lise')).buttons).toContain('Approve');
    await chat.approve(id, 'grace');
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('pending');
    await chat.approve(id, 'lise');
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('approved');
    expect((await chat.story(id)).votes).toHaveLength(4);
  });

  it('keeps whoever voted in an earlier stage out of a later one, where the rule says so', async () => {
    const chat = await open();
    await chat.rule({
      stages: [
        { name: 'first', quorum: 1, groups: ['security'] },
        { name: 'second', quorum: 1, groups: ['security'] },
      ],
      separation: { earlier_voters: true },
    });
    const id = await chat.asked();
    await chat.approve(id, 'lise');
    await chat.settle();
    await chat.approve(id, 'lise');
    await chat.settle();
    expect(await chat.refusalsOf(id)).toEqual(['earlier_voter']);
    expect(chat.told('lise')).toContain(
      'policy wants somebody else at “second”. Grace Hopper can.',
    );
    expect((await chat.card(id)).text).not.toContain('Can decide now: Lise');
    await chat.approve(id, 'grace');
    expect(await chat.statusOf(id)).toBe('approved');
  });

  it('says so where nobody is left whom a stage could ask', async () => {
    const chat = await open();
    await chat.rule({
      stages: [
        { name: 'first', quorum: 2, groups: ['security'] },
        { name: 'second', quorum: 1, groups: ['security'] },
      ],
      separation: { earlier_voters: true },
    });
    const id = await chat.asked();
    await chat.approve(id, 'lise');
    await chat.settle();
    await chat.approve(id, 'grace');
    await chat.settle();
    const { text } = await chat.card(id);
    expect(text).toContain('▸ second: needs 1 approval from security');
    expect(text).toContain('Can decide now: nobody who has not had their say.');
  });

  it('asks for a stage only where its condition holds', async () => {
    const chat = await open();
    const stages = [
      { name: 'release', ...release },
      { name: 'security', ...security, when: 'change.linesAdded > 100' },
    ];
    await chat.rule({ stages });
    const small = await chat.asked();
    expect((await chat.card(small)).text).not.toContain('security');
    const lines = Array.from({ length: 101 }, (_, n) => `+${n}`).join('\n');
    const diff = `--- a/x\n+++ b/x\n@@ -0,0 +1,101 @@\n${lines}\n`;
    const large = await chat.asked({ ...deployPayments, change: { diff } });
    expect((await chat.card(large)).text).toContain('then 1 approval from security');
  });

  it('refuses at once where a rule does, in its words', async () => {
    const chat = await open();
    await chat.rule({ refuse: 'Payments are deployed by hand until Monday.' });
    await expect(chat.ask()).rejects.toThrow('Payments are deployed by hand until Monday.');
    expect(chat.cards()).toEqual([]);
  });

  it('allows at once where a rule does, asks nobody, and stops at its limit', async () => {
    const chat = await open();
    await chat.rule({ allow: { limit: { count: 2, per: '1h' } } });
    const other = { ...deployPayments, change: { commit: 'abcdef1' } };
    const ids = [await chat.asked(), await chat.asked(other)];
    expect(await Promise.all(ids.map((id) => chat.statusOf(id)))).toEqual(['approved', 'approved']);
    expect(chat.cards()).toEqual([]);
    expect((await chat.story(ids[0] ?? '')).decision.outcome).toBe('approved');
    const third = { ...deployPayments, change: { commit: 'abcdef2' } };
    await expect(chat.ask(third)).rejects.toThrow(/may ask 2 times in 1h by the rule “deploys”/u);
    chat.pass(3_600_001);
    expect(await chat.statusOf(await chat.asked(third))).toBe('approved');
  });
});
