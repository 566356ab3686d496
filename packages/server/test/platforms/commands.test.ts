import { describe, expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import { platforms } from './platforms.ts';

describe.each(platforms)('%s', (_, open) => {
  it('lists what waits for one person', async () => {
    const chat = await open();
    const id = await chat.asked();
    const answer = await chat.say('ada', 'list');
    expect(answer).toContain(id);
    expect(answer).toContain('deploy payments-api in production');
    // Cards have no id: of two changes to one resource, the digest tells which is which.
    expect(answer).toMatch(/change [0-9a-f]{12}, expires/u);
    expect(await chat.say('emmy', 'list')).toBe('Nothing waits for you.');
    expect(await chat.say('olga', 'list')).toBe('Nothing waits for you.');
  });

  it('shows a request in full, without buttons', async () => {
    const chat = await open();
    const id = await chat.asked();
    const answer = await chat.say('emmy', `show ${id}`);
    expect(answer).toContain('Approval needed: deploy payments-api in production');
    expect(answer).toContain('+2');
    expect(await chat.say('emmy', 'show req_nobody')).toContain('There is no request req_nobody');
  });

  it('finds a request by an id that was pasted with the marks around it', async () => {
    const chat = await open();
    const id = await chat.asked();
    for (const pasted of [`\`${id}\``, `“${id}”`, `(${id}).`, `${id}:`]) {
      expect(await chat.say('emmy', `show ${pasted}`)).toContain('Approval needed');
    }
    expect(await chat.say('ada', 'show')).toContain('Which request?');
  });

  it('approves', async () => {
    const chat = await open();
    const id = await chat.asked();
    expect(await chat.say('ada', `approve ${id}`)).toContain('Approved');
    await chat.settle();
    expect(await chat.votesOf(id)).toMatchObject([{ via: { kind: 'command' } }]);
    expect((await chat.card(id)).text).toContain('Approved by Ada Lovelace');
  });

  it('says what was decided on, as an id is easily mistaken', async () => {
    const chat = await open();
    const what = /deploy payments-api in production, change [0-9a-f]{12}/u;
    expect(await chat.say('ada', `approve ${await chat.asked()}`)).toMatch(what);
    expect(await chat.say('ada', `reject ${await chat.asked()} not on a Friday`)).toMatch(what);
  });

  it('rejects with a reason, and never without', async () => {
    const chat = await open();
    const id = await chat.asked();
    expect(await chat.say('ada', `reject ${id}`)).toContain('Say why you reject it');
    expect(await chat.statusOf(id)).toBe('pending');
    expect(await chat.say('ada', `reject ${id} not on a Friday`)).toContain('Rejected');
    expect(await chat.votesOf(id)).toMatchObject([{ vote: 'reject', comment: 'not on a Friday' }]);
  });

  it('refuses who may not, with who can', async () => {
    const chat = await open();
    const id = await chat.asked();
    expect(await chat.say('emmy', `approve ${id}`)).toMatch(
      /is for releasers.*Ada Lovelace.* can\./,
    );
    expect(await chat.say('olga', `approve ${id}`)).toContain('nobody decides their own request');
    expect(await chat.refusalsOf(id)).toEqual(['not_eligible', 'own_request']);
  });

  it.each(['help', 'approve', 'reject', 'show', 'make me a sandwich'])(
    'answers “%s” with what there is to say',
    async (words) => {
      const chat = await open();
      const answer = await chat.say('emmy', words);
      for (const known of ['list', 'show ID', 'approve ID', 'reject ID REASON']) {
        expect(answer).toContain(known);
      }
    },
  );

  it('answers nobody but the one who asked', async () => {
    const chat = await open();
    const id = await chat.asked(deployPayments);
    await chat.say('ada', 'list');
    await chat.say('grace', `show ${id}`);
    expect(chat.cards()).toHaveLength(1);
    expect(await chat.thread(id)).toEqual([]);
    expect(chat.told('lise')).toBe('');
  });
});
