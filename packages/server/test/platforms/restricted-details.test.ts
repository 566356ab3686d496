import { describe, expect, it } from 'vitest';
import { platforms } from './platforms.ts';
import { restricted, secretive, WORD } from './restricted.ts';

const lines = Array.from({ length: 2_700 }, (_, at) => `+line ${at}\n`).join('');
const large = {
  ...secretive,
  change: { diff: `--- a/x\n+++ b/x\n@@ -1 +1,2700 @@\n-1\n${lines}` },
};

describe.each(platforms)('%s', (name, open) => {
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

  it('sends what no form holds to one person’s own chat, and takes their approval once it is there', async () => {
    const chat = await open();
    await chat.rule(restricted);
    const id = await chat.asked(large);
    const { text, buttons } = await chat.details(id, 'ada');
    expect(text).toContain('is sent to your own chat');
    // A form is closed; what stands in a message has to be opened again from there.
    const opens = name === 'Teams' ? ['Show details…'] : [];
    expect(buttons).toEqual(expect.arrayContaining(opens));
    expect(text).not.toContain('I have read the whole change');
    await chat.approveForged(id, 'ada');
    expect(await chat.statusOf(id)).toBe('pending');
    expect(chat.ownLines('ada')).toEqual([]);
    await chat.settle();
    const sent = chat.ownLines('ada').join('\n');
    expect(sent).toContain(`${WORD}-value`);
    expect(sent).toContain('+line 2699');
    // Nobody else was shown it, and nobody else may say that they were.
    expect(chat.ownLines('grace')).toEqual([]);
    await chat.approveForged(id, 'grace');
    expect(await chat.statusOf(id)).toBe('pending');
    const { text: again } = await chat.details(id, 'ada');
    expect(again).toContain('All of it is in your own chat with Countersign');
    await chat.readAndApprove(id, 'ada');
    expect(await chat.statusOf(id)).toBe('approved');
    expect((await chat.card(id)).text).not.toContain(WORD);
  });

  it('sends nothing to somebody who has left the group meanwhile', async () => {
    const chat = await open();
    await chat.rule(restricted);
    const id = await chat.asked(large);
    await chat.details(id, 'ada');
    chat.leaveGroups('ada');
    chat.pass(61_000);
    await chat.settle();
    expect(chat.ownLines('ada')).toEqual([]);
    await chat.approveForged(id, 'ada');
    expect(await chat.statusOf(id)).toBe('pending');
  });

  it('takes no approval of what did not get through', async () => {
    const chat = await open();
    await chat.rule(restricted);
    const id = await chat.asked(large);
    chat.turnAway();
    await chat.details(id, 'ada');
    await chat.settle();
    await chat.approveForged(id, 'ada');
    expect(await chat.statusOf(id)).toBe('pending');
    await chat.reject(id, 'ada', 'I can not see it.');
    expect(await chat.statusOf(id)).toBe('rejected');
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
