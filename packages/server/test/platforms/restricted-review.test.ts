import { describe, expect, it } from 'vitest';
import type { Platform } from './platform.ts';
import { platforms } from './platforms.ts';
import { restricted, secretive, WORD } from './restricted.ts';

const SHOW = 'Show details…';
const FINDINGS = ['Reviewed: all is well', 'I have a concern…'];

async function broken(chat: Platform, asked = secretive) {
  await chat.rule((other) => ({
    ...restricted,
    break_glass: {
      groups: ['releasers'],
      route: other,
      review: { within: '1d', groups: ['security'] },
    },
  }));
  const id = await chat.asked(asked);
  // What no form holds is sent to her own chat first.
  await chat.emergency(id, 'ada');
  await chat.settle();
  await chat.breakGlass(id, 'ada', 'Payments are down.');
  await chat.settle();
  expect(await chat.statusOf(id)).toBe('approved');
  return id;
}

describe.each(platforms)('%s: the review of what is restricted', (_, open) => {
  it('begins with its details, which the reviewer alone is shown, logged', async () => {
    const chat = await open();
    const id = await broken(chat);
    const before = await chat.shownTo(id);
    expect(chat.announced()[0]?.buttons).toEqual([SHOW, ...FINDINGS]);
    const { text, buttons } = await chat.detailsToReview(id, 'lise');
    for (const said of [`Because of ${WORD}`, `About ${WORD}`, `deploy ${WORD}`, `+${WORD}`]) {
      expect(text).toContain(said);
    }
    expect(buttons).not.toContain('Approve');
    expect(text).not.toContain('I have read the whole change');
    expect(await chat.shownTo(id)).toEqual([...before, 'lise']);
    await chat.finding(id, 'lise');
    await chat.settle();
    expect(await chat.story(id)).toMatchObject({ emergency: { isReviewed: true } });
    expect(JSON.stringify([chat.announced(), await chat.card(id)])).not.toContain(WORD);
  });

  it('begins as well with words to the bot', async () => {
    const chat = await open();
    const id = await broken(chat);
    const before = await chat.shownTo(id);
    expect(await chat.say('lise', `show ${id}`)).toContain(`+${WORD}`);
    expect(await chat.shownTo(id)).toEqual([...before, 'lise']);
  });

  it('says in words where the rest is of what no message holds', async () => {
    const chat = await open();
    const lines = Array.from({ length: 30 }, (_line, at) => `+${WORD} ${at} ${'-'.repeat(150)}\n`);
    const diff = `--- a/x\n+++ b/x\n@@ -1 +1,30 @@\n-1\n${lines.join('')}`;
    const id = await broken(chat, { ...secretive, change: { diff } });
    const shown = await chat.say('lise', `show ${id}`);
    expect(shown).toContain(`+${WORD} 0`);
    expect(shown).toContain(`“${SHOW}” on the card that announces this shows more.`);
    expect(shown).not.toContain(`+${WORD} 29`);
    expect((await chat.detailsToReview(id, 'lise')).text).toContain(`+${WORD} 29`);
  });

  it.each(['ada', 'olga', 'emmy'] as const)('shows nothing to %s, who may not', async (who) => {
    const chat = await open();
    const id = await broken(chat);
    const before = await chat.shownTo(id);
    expect((await chat.detailsToReview(id, who)).text).not.toContain(WORD);
    expect(await chat.say(who, `show ${id}`)).not.toContain(WORD);
    expect(await chat.shownTo(id)).toEqual(before);
  });

  it('shows nothing to somebody who has just left the group, or once it is over', async () => {
    const chat = await open();
    const id = await broken(chat);
    await chat.say('lise', 'list');
    chat.leaveGroups('lise');
    chat.pass(6_000);
    expect((await chat.detailsToReview(id, 'lise')).text).not.toContain(WORD);
    expect(await chat.say('lise', `show ${id}`)).not.toContain(WORD);
    await chat.finding(id, 'grace');
    await chat.settle();
    expect(await chat.say('grace', `show ${id}`)).not.toContain(WORD);
    expect(chat.announced()[0]?.buttons).toEqual([]);
  });

  it('begins in the chat of those who are written to about it', async () => {
    const chat = await open();
    const review = { within: '1d', groups: ['security'] };
    const direct = { direct: [chat.name.toLowerCase()] };
    const break_glass = { groups: ['releasers'], route: direct, review };
    await chat.rule({ ...restricted, break_glass });
    const id = await chat.asked(secretive);
    await chat.breakGlass(id, 'ada', 'Payments are down.');
    await chat.settle();
    expect(chat.own('lise')[0]?.buttons).toEqual([SHOW, ...FINDINGS]);
    expect((await chat.detailsOwn('lise')).text).toContain(`+${WORD}`);
    await chat.say('grace', `review ${id} ok`);
    await chat.settle();
    expect(chat.own('lise')[0]?.buttons).toEqual([]);
  });

  it('has what no form holds sent to the reviewer’s own chat', async () => {
    const chat = await open();
    const lines = Array.from({ length: 2_700 }, (_line, at) => `+line ${at}\n`).join('');
    const diff = `--- a/x\n+++ b/x\n@@ -1 +1,2700 @@\n-1\n${lines}`;
    const id = await broken(chat, { ...secretive, change: { diff } });
    const { text } = await chat.detailsToReview(id, 'lise');
    expect(text).toContain('is sent to your own chat');
    await chat.settle();
    expect(chat.ownLines('lise').join('\n')).toContain('+line 2699');
  });
});
