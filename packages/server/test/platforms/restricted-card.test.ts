import { describe, expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import { platforms } from './platforms.ts';
import { restricted, secretive, WORD } from './restricted.ts';

describe.each(platforms)('%s', (_, open) => {
  it('says what is asked for and by whom on a restricted card, and nothing of the change', async () => {
    const chat = await open();
    await chat.rule(restricted);
    const id = await chat.asked(secretive);
    const { text, buttons } = await chat.card(id);
    for (const said of ['deploy', 'payments-api', 'production', 'CI deploy', 'OPS-1', 'release']) {
      expect(text).toContain(said);
    }
    expect(text).toMatch(/Change sha256:[0-9a-f]{64}/);
    expect(text).toContain('shown to those who may decide');
    expect(buttons).toEqual(['Show details…', 'Reject…']);
    expect(chat.everything()).not.toContain(WORD);
  });

  it('says no more once it is decided, or in its thread', async () => {
    const chat = await open();
    await chat.rule(restricted);
    const id = await chat.asked(secretive);
    await chat.reject(id, 'ada', 'Not today.');
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('rejected');
    expect((await chat.card(id)).text).not.toContain(WORD);
    expect((await chat.thread(id)).join()).not.toContain(WORD);
  });

  it('puts nothing of a change into the thread that is too large for a card', async () => {
    const chat = await open();
    await chat.rule(restricted);
    const diff = `--- a/x\n+++ b/x\n@@ -1 +1,900 @@\n-1\n${`+${WORD}\n`.repeat(900)}`;
    const id = await chat.asked({ ...secretive, change: { diff } });
    expect(await chat.thread(id)).toEqual([]);
    expect(chat.everything()).not.toContain(WORD);
  });

  it('answers words to the bot with no more than its card says', async () => {
    const chat = await open();
    await chat.rule(restricted);
    const id = await chat.asked(secretive);
    const shown = await chat.say('ada', `show ${id}`);
    expect(shown).toContain('payments-api');
    expect(shown).not.toContain(WORD);
  });

  it('shows everything where the rule says normal', async () => {
    const chat = await open();
    await chat.rule({ sensitivity: 'normal' });
    const id = await chat.asked(deployPayments);
    const { buttons } = await chat.card(id);
    expect(buttons).toEqual(['Approve', 'Reject…']);
  });
});
