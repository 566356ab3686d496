import { describe, expect, it } from 'vitest';
import { platforms } from './platforms.ts';
import type { Who } from './platform.ts';

const outsiders: [what: string, who: Who, code: string, words: string][] = [
  ['somebody outside the groups', 'emmy', 'not_eligible', 'is for releasers'],
  ['the person behind the bot', 'olga', 'own_request', 'nobody decides their own request'],
  ['a guest', 'guest', 'voter_guest', 'guests cannot decide'],
  ['somebody of another organisation', 'stranger', 'voter_external', 'another organisation'],
  ['somebody whose account is closed', 'gone', 'voter_deactivated', 'account is deactivated'],
];

describe.each(platforms)('%s', (_, open) => {
  it.each(outsiders)('refuses the approval of %s', async (_what, who, code, words) => {
    const chat = await open();
    const id = await chat.asked();
    await chat.approve(id, who);
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('pending');
    expect(await chat.votesOf(id)).toEqual([]);
    expect(await chat.refusalsOf(id)).toEqual([code]);
    expect(chat.told(who)).toContain(words);
  });

  it.each(outsiders)('refuses the rejection of %s', async (_what, who, code, words) => {
    const chat = await open();
    const id = await chat.asked();
    await chat.reject(id, who, 'No.');
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('pending');
    expect(await chat.refusalsOf(id)).toEqual([code]);
    expect(chat.told(who)).toContain(words);
  });

  it('tells whom it refuses who can, and nobody else hears of it', async () => {
    const chat = await open();
    const id = await chat.asked();
    const before = [await chat.card(id), await chat.thread(id)];
    await chat.approve(id, 'emmy');
    await chat.settle();
    expect(chat.told('emmy')).toMatch(/Ada Lovelace.* can\./);
    expect(chat.told('ada')).toBe('');
    expect([await chat.card(id), await chat.thread(id)]).toEqual(before);
    expect(chat.cards()).toHaveLength(1);
  });

  it.each(['people', 'groups'] as const)(
    'decides nothing while it cannot look up %s, and does once it can',
    async (of) => {
      const chat = await open();
      const id = await chat.asked();
      chat.pass(120_000);
      chat.failLookUps(of);
      await chat.approve(id, 'ada');
      await chat.settle();
      expect(await chat.statusOf(id)).toBe('pending');
      expect(await chat.refusalsOf(id)).toEqual(['lookup_failed']);
      expect(chat.told('ada')).toContain('Try again in a moment.');

      chat.recover();
      await chat.approve(id, 'ada');
      expect(await chat.statusOf(id)).toBe('approved');
    },
  );

  it('refuses who has left the group since it was last looked at', async () => {
    const chat = await open();
    const id = await chat.asked();
    expect(await chat.say('ada', 'list')).toContain(id);
    chat.leaveGroups('ada');
    chat.pass(6_000);
    await chat.approve(id, 'ada');
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('pending');
    expect(await chat.refusalsOf(id)).toEqual(['not_eligible']);
    expect(chat.told('ada')).toContain('is for releasers');
  });

  it('refuses whose account was closed since it was last looked at', async () => {
    const chat = await open();
    const id = await chat.asked();
    expect(await chat.say('ada', 'list')).toContain(id);
    const button = await chat.approveButton(id);
    chat.disable('ada');
    chat.pass(6_000);
    await button('ada');
    expect(await chat.statusOf(id)).toBe('pending');
    expect(await chat.refusalsOf(id)).toEqual(['voter_deactivated']);
  });
});
