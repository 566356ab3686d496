import { describe, expect, it } from 'vitest';
import { platforms } from './platforms.ts';
import { vault } from './requests.ts';

const day = 86_400_000;

describe.each(platforms)('%s: a stand-in', (_, open) => {
  it('is named by mention, until a day or a minute of it', async () => {
    const chat = await open();
    expect(await chat.say('ada', 'delegate @emmy until 2026-12-01')).toContain(
      'Emmy Noether stands in for you until 2026-12-02 00:00 UTC',
    );
    expect(await chat.say('grace', 'delegate @emmy until 2026-12-01 18:00')).toContain(
      'Emmy Noether stands in for you until 2026-12-01 18:00 UTC',
    );
    expect(await chat.say('emmy', 'delegations')).toContain('You stand in for Grace Hopper until');
    expect(await chat.say('ada', 'delegations')).toContain('Emmy Noether stands in for you until');
    expect(await chat.say('lise', 'delegations')).toContain('Nobody stands in for you');
  });

  it('votes for who named them, and card, thread and log say so', async () => {
    const chat = await open();
    const id = await chat.asked();
    expect(await chat.say('emmy', `approve ${id}`)).toContain('is for releasers');
    await chat.say('ada', 'delegate @emmy until 2026-12-01');
    expect(await chat.say('emmy', 'list')).toContain(id);
    await chat.approve(id, 'emmy');
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('approved');
    expect((await chat.card(id)).text).toContain('Approved by Emmy Noether (for Ada Lovelace)');
    expect((await chat.thread(id)).join()).toContain(
      'Emmy Noether approved for Ada Lovelace, whose stand-in they are.',
    );
    const { votes } = await chat.story(id);
    expect(votes).toMatchObject([{ vote: 'approve', groups: ['releasers'] }]);
    expect(votes[0]?.onBehalfOf).toBeTruthy();
  });

  it('and who named them are one person', async () => {
    const chat = await open();
    const id = await chat.asked(vault);
    await chat.approve(id, 'ada');
    await chat.settle();
    await chat.say('grace', 'delegate @emmy until 2026-12-01');
    await chat.approve(id, 'emmy');
    await chat.settle();
    expect(await chat.say('grace', `approve ${id}`)).toContain('both are one person here');
    expect(await chat.statusOf(id)).toBe('pending');
    await chat.approve(id, 'lise');
    expect(await chat.statusOf(id)).toBe('approved');
  });

  it('leaves out, of those who can, whom it has voted for', async () => {
    const chat = await open();
    const id = await chat.asked(vault);
    await chat.approve(id, 'lise');
    await chat.settle();
    await chat.say('grace', 'delegate @emmy until 2026-12-01');
    await chat.approve(id, 'emmy');
    await chat.settle();
    expect(await chat.say('ada', `approve ${id}`)).toContain('is for security. Lise Meitner can.');
  });

  it('is none any more once it is over, or taken back', async () => {
    const chat = await open();
    await chat.say('ada', 'delegate @emmy until 2026-11-23 12:00');
    expect(await chat.say('ada', 'undelegate')).toContain('does not stand in for you any more');
    const id = await chat.asked();
    expect(await chat.say('emmy', `approve ${id}`)).toContain('is for releasers');
    await chat.say('ada', 'delegate @emmy until 2026-11-23 12:00');
    chat.pass(2 * day);
    const later = await chat.asked();
    expect(await chat.say('emmy', `approve ${later}`)).toContain('is for releasers');
    expect(await chat.say('ada', 'undelegate')).toContain('Nobody stands in for you.');
  });

  it('is told so, and when it is over, in their own chat', async () => {
    const chat = await open();
    await chat.say('ada', 'delegate @emmy until 2026-12-01');
    await chat.settle();
    expect(chat.ownLines('emmy').join()).toContain(
      'Ada Lovelace has named you as their stand-in until 2026-12-02 00:00 UTC',
    );
    await chat.say('ada', 'undelegate');
    await chat.settle();
    expect(chat.ownLines('emmy').join()).toContain('does not have you as their stand-in any more');
    // Ada knows by the answer to her words.
    expect(chat.ownLines('lise')).toEqual([]);
  });

  it('is named among those who can decide now, until who named them has voted', async () => {
    const chat = await open();
    await chat.rule({ stages: [{ name: 'release', quorum: 2, groups: ['releasers'] }] });
    await chat.say('ada', 'delegate @emmy until 2026-12-01');
    const id = await chat.asked();
    expect((await chat.card(id)).text).toContain('Emmy Noether (for Ada Lovelace)');
    await chat.approve(id, 'ada');
    await chat.settle();
    expect((await chat.card(id)).text).not.toContain('Emmy Noether');
  });

  it('is not named where nobody votes for another one', async () => {
    const chat = await open();
    const stage = { name: 'release', quorum: 1, groups: ['releasers'], delegation: false };
    await chat.rule({ stages: [stage] });
    await chat.say('ada', 'delegate @emmy until 2026-12-01');
    const id = await chat.asked();
    expect((await chat.card(id)).text).not.toContain('Emmy Noether');
  });

  it('is no stand-in of the owner, of somebody who left, or of one who is not there any more', async () => {
    const chat = await open();
    const id = await chat.asked();
    await chat.say('olga', 'delegate @emmy until 2026-12-01');
    expect(await chat.say('emmy', `approve ${id}`)).toContain('is for releasers');
    await chat.say('ada', 'delegate @emmy until 2026-12-01');
    chat.leaveGroups('ada');
    chat.pass(6_000);
    expect(await chat.say('emmy', `approve ${id}`)).toContain('is for releasers');
    await chat.say('grace', 'delegate @emmy until 2026-12-01');
    chat.disable('grace');
    chat.pass(6_000);
    expect(await chat.say('emmy', `approve ${id}`)).toContain('is for releasers');
    expect(await chat.statusOf(id)).toBe('pending');
  });

  it('passes nothing on', async () => {
    const chat = await open();
    const id = await chat.asked(vault);
    await chat.approve(id, 'ada');
    await chat.settle();
    await chat.say('grace', 'delegate @ada until 2026-12-01');
    await chat.say('ada', 'delegate @emmy until 2026-12-01');
    expect(await chat.say('emmy', `approve ${id}`)).toContain('is for security');
  });

  it.each([
    ['delegate', 'Say for whom and until when'],
    ['delegate @emmy', 'Say for whom and until when'],
    ['delegate @emmy until tomorrow', 'Say for whom and until when'],
    ['delegate somebody until 2026-12-01', 'can not tell who that is'],
    ['delegate @ada until 2026-12-01', 'A stand-in is somebody else'],
    ['delegate @guest until 2026-12-01', 'is an active, full member'],
    ['delegate @gone until 2026-12-01', 'Nobody was named'],
    ['delegate @emmy until 2026-11-21', 'It would have been over'],
    ['delegate @emmy until 2027-02-01', 'It lasts 30 days at most'],
  ])('is not named by “%s”', async (words, answer) => {
    const chat = await open();
    expect(await chat.say('ada', words)).toContain(answer);
    expect(await chat.say('ada', 'delegations')).toContain('Nobody stands in for you');
  });

  it('is one at a time', async () => {
    const chat = await open();
    await chat.say('ada', 'delegate @emmy until 2026-12-01');
    expect(await chat.say('ada', 'delegate @lise until 2026-12-01')).toContain('undelegate first');
  });
});
