import { describe, expect, it } from 'vitest';
import { platforms } from './platforms.ts';
import { restricted, secretive, WORD } from './restricted.ts';

describe.each(platforms)('%s', (_, open) => {
  it('shows the details to one person who may decide, logged, and takes the approval there', async () => {
    const chat = await open();
    await chat.rule(restricted);
    const id = await chat.asked(secretive);
    const { text } = await chat.details(id, 'lise');
    for (const said of [`Because of ${WORD}`, `About ${WORD}`, `deploy ${WORD}`, `+${WORD}`]) {
      expect(text).toContain(said);
    }
    expect(await chat.shownTo(id)).toEqual(['lise']);
    expect((await chat.card(id)).text).not.toContain(WORD);
    await chat.readAndApprove(id, 'lise');
    expect(await chat.statusOf(id)).toBe('approved');
    await chat.settle();
    expect((await chat.card(id)).text).not.toContain(WORD);
  });

  it.each(['emmy', 'olga', 'guest', 'stranger', 'gone'] as const)(
    'shows nothing to %s, who may not decide',
    async (who) => {
      const chat = await open();
      await chat.rule(restricted);
      const id = await chat.asked(secretive);
      await chat.details(id, who);
      await chat.settle();
      expect(await chat.shownTo(id)).toEqual([]);
      expect(await chat.refusalsOf(id)).toHaveLength(1);
      expect(chat.everything()).not.toContain(WORD);
    },
  );

  it('shows nothing to somebody who has just left the group', async () => {
    const chat = await open();
    await chat.rule(restricted);
    const id = await chat.asked(secretive);
    expect(await chat.say('ada', 'list')).toContain(id);
    chat.leaveGroups('ada');
    chat.pass(6_000);
    await chat.details(id, 'ada');
    await chat.settle();
    expect(await chat.shownTo(id)).toEqual([]);
    expect(chat.everything()).not.toContain(WORD);
  });

  it('takes no approval of somebody who was not shown them', async () => {
    const chat = await open();
    await chat.rule(restricted);
    const id = await chat.asked(secretive);
    await chat.details(id, 'grace');
    await chat.approveForged(id, 'ada');
    await chat.say('ada', `approve ${id}`);
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('pending');
    expect(await chat.refusalsOf(id)).toContain('review_required');
    expect(chat.told('ada')).toContain('Show details…');
  });

  it('shows them to somebody who may only end it, without a way to approve', async () => {
    const chat = await open();
    await chat.rule({
      ...restricted,
      stages: [
        { name: 'release', quorum: 1, groups: ['releasers'], reject: { veto: ['security'] } },
      ],
    });
    chat.leaveGroups('grace', 'releasers');
    const id = await chat.asked(secretive);
    const { text, buttons } = await chat.details(id, 'grace');
    expect(text).toContain(WORD);
    expect(buttons).not.toContain('Approve');
    expect(text).not.toContain('I have read the whole change');
    expect(await chat.shownTo(id)).toHaveLength(1);
    await chat.reject(id, 'grace', 'No.');
    expect(await chat.statusOf(id)).toBe('rejected');
  });

  it('offers no approval of what is too large to be shown to one person', async () => {
    const chat = await open();
    await chat.rule(restricted);
    const diff = `--- a/x\n+++ b/x\n@@ -1 +1,900 @@\n-1\n${'+more\n'.repeat(900)}`;
    const id = await chat.asked({ ...secretive, change: { diff: diff.repeat(3) } });
    const { text } = await chat.details(id, 'ada');
    expect(text).toContain('too large to be shown to one person');
    expect(text).not.toContain('I have read the whole change');
    await chat.approveForged(id, 'ada');
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('pending');
  });

  it('logs one entry for many clicks of a minute', async () => {
    const chat = await open();
    await chat.rule(restricted);
    const id = await chat.asked(secretive);
    for (let n = 0; n < 3; n += 1) await chat.details(id, 'lise');
    expect(await chat.shownTo(id)).toEqual(['lise']);
    chat.pass(61_000);
    await chat.details(id, 'lise');
    expect(await chat.shownTo(id)).toEqual(['lise', 'lise']);
  });
});
