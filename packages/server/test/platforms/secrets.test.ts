import { describe, expect, it } from 'vitest';
import { secrets } from '../secrets/samples.ts';
import { deployPayments } from '../support/world.ts';
import { platforms } from './platforms.ts';

const { secret = '' } = secrets.find(({ rule }) => rule === 'github') ?? {};

describe.each(platforms)('%s', (_, open) => {
  it('never hears of a secret that a bot sent along, and a person has to read what is left', async () => {
    const chat = await open();
    const id = await chat.asked({
      ...deployPayments,
      parameters: { token: secret },
      change: { ...deployPayments.change, command: ['push', secret], summary: `With ${secret}` },
      reason: `It needs ${secret}.`,
    });
    const { text, buttons } = await chat.card(id);
    expect(text).toContain('hidden by Countersign');
    expect(buttons).toEqual(['Review…', 'Reject…']);
    await chat.say('ada', `show ${id}`);
    await chat.say('ada', `approve ${id}`);
    await chat.review(id, 'ada');
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('approved');
    expect(chat.everything()).not.toContain(secret);
  });

  it('never hears again of a secret that a person gave as their reason', async () => {
    const chat = await open();
    const id = await chat.asked();
    await chat.reject(id, 'ada', `Leaks ${secret} into the build.`);
    await chat.settle();
    expect((await chat.card(id)).text).toMatch(/Leaks .+ into the build\./);
    expect(chat.everything()).not.toContain(secret);
  });
});
