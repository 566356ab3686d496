import { describe, expect, it } from 'vitest';
import { platforms } from './platforms.ts';

const WHY =
  'CI deploy is not in the register any more, and no approval of what it asks counts. It can be rejected.';

describe.each(platforms)('%s: what an identity has asked that was removed since', (_, open) => {
  it('is approved by nobody, who is told why, and is rejected', async () => {
    const chat = await open();
    const id = await chat.asked();
    chat.removeIdentity();
    await chat.approve(id, 'ada');
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('pending');
    expect(await chat.refusalsOf(id)).toEqual(['identity_unknown']);
    expect(chat.told('ada')).toContain(WHY);
    expect(await chat.say('ada', `approve ${id}`)).toContain(WHY);
    await chat.reject(id, 'ada', 'It was taken down for this.');
    expect(await chat.statusOf(id)).toBe('rejected');
  });

  it('counts again, where the API has made it anew', async () => {
    const chat = await open();
    const id = await chat.asked();
    chat.removeIdentity();
    await chat.defineIdentity('olga');
    await chat.approve(id, 'ada');
    expect(await chat.statusOf(id)).toBe('approved');
  });

  it('does not count where nobody who is known answers for it', async () => {
    const chat = await open();
    const id = await chat.asked();
    chat.removeIdentity();
    await chat.defineIdentity('nobody');
    expect(await chat.say('ada', `approve ${id}`)).toContain(
      'Nobody answers for CI deploy any more, and no approval of what it asks counts until somebody does.',
    );
    expect(await chat.statusOf(id)).toBe('pending');
  });
});
