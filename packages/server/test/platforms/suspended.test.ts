import { describe, expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import { platforms } from './platforms.ts';
import { repair, vault } from './requests.ts';
import { restricted, secretive, WORD } from './restricted.ts';

const WHY =
  /CI deploy has been suspended since 2026-11-22 \d\d:\d\d UTC, and no approval of what it asks counts until it is resumed\. It can be rejected\./u;

const small = (resource: string) => ({
  ...deployPayments,
  resource,
  change: { commit: 'abcdef0', summary: `Deploy ${resource}` },
});

describe.each(platforms)('%s: what a suspended identity has asked', (name, open) => {
  it('is not approved by a click, who is told why, until it is resumed', async () => {
    const chat = await open();
    const id = await chat.asked();
    await chat.suspend();
    await chat.approve(id, 'ada');
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('pending');
    expect(await chat.votesOf(id)).toEqual([]);
    expect(await chat.refusalsOf(id)).toEqual(['identity_suspended']);
    expect(chat.told('ada')).toMatch(WHY);
    await chat.resume();
    await chat.approve(id, 'ada');
    expect(await chat.statusOf(id)).toBe('approved');
  });

  it('keeps its buttons, and is rejected by them', async () => {
    const chat = await open();
    const id = await chat.asked();
    const { buttons } = await chat.card(id, 'ada');
    await chat.suspend();
    expect((await chat.card(id, 'ada')).buttons).toEqual(buttons);
    await chat.reject(id, 'ada', 'Its key has leaked.');
    expect(await chat.statusOf(id)).toBe('rejected');
  });

  it('is not approved by words, and is rejected by them', async () => {
    const chat = await open();
    const id = await chat.asked();
    await chat.suspend();
    expect(await chat.say('ada', `approve ${id}`)).toMatch(WHY);
    expect(await chat.statusOf(id)).toBe('pending');
    await chat.say('ada', `reject ${id} Its key has leaked.`);
    expect(await chat.statusOf(id)).toBe('rejected');
  });

  it('is in no list of what waits, and who may reject it can have it shown', async () => {
    const chat = await open();
    const id = await chat.asked();
    expect(await chat.say('ada', 'list')).toContain(id);
    await chat.suspend();
    expect(await chat.say('ada', 'list')).not.toContain(id);
    expect(await chat.say('ada', `show ${id}`)).toContain('payments-api');
    expect(await chat.say('emmy', `approve ${id}`)).not.toContain('suspended');
  });

  it('is not approved by the form of a change that no card holds', async () => {
    const chat = await open();
    const diff = `--- a/x\n+++ b/x\n@@ -0,0 +1,900 @@\n${'+a long line of a change that no card holds\n'.repeat(900)}`;
    const id = await chat.asked({ ...deployPayments, change: { commit: 'abcdef0', diff } });
    await chat.suspend();
    await chat.review(id, 'ada').catch(() => undefined);
    expect(await chat.statusOf(id)).toBe('pending');
    expect(await chat.refusalsOf(id)).toEqual(['identity_suspended']);
  });

  it('goes on from the approvals of before, once it is resumed', async () => {
    const chat = await open();
    const id = await chat.asked(vault);
    await chat.approve(id, 'ada');
    await chat.settle();
    await chat.suspend();
    await chat.approve(id, 'grace');
    await chat.resume();
    await chat.settle();
    expect((await chat.votesOf(id)).map(({ person }) => person.name)).toEqual(['Ada Lovelace']);
    await chat.approve(id, 'grace');
    await chat.settle();
    await chat.approve(id, 'lise');
    expect(await chat.statusOf(id)).toBe('approved');
  });

  it('is not approved by who opened the form about a list before, and is rejected with it', async () => {
    const chat = await open();
    await chat.rule({ burst: { within: '10m' } });
    const ids = [await chat.ask(small('api')), await chat.ask(small('web'))] as const;
    await chat.settle();
    await chat.openTogether(ids[0], 'ada', 'approve');
    await chat.suspend();
    await chat.sendTogether(ids[0], 'ada');
    await chat.settle();
    expect(chat.told('ada')).toMatch(WHY);
    for (const id of ids) expect(await chat.statusOf(id)).toBe('pending');
    await chat.openTogether(ids[0], 'grace', 'reject');
    await chat.sendTogether(ids[0], 'grace', 'Its key has leaked.');
    for (const id of ids) expect(await chat.statusOf(id)).toBe('rejected');
  });

  it('is not among those that a form about a list approves', async () => {
    const chat = await open();
    await chat.rule({ burst: { within: '10m' } });
    const ids = [await chat.ask(small('api')), await chat.ask(small('web'))] as const;
    await chat.settle();
    await chat.suspend();
    await chat.openTogether(ids[0], 'ada', 'approve').catch(() => undefined);
    expect(chat.everything()).toContain('Who asked for it is suspended: it can be rejected.');
  });

  it('is approved alone by nobody in an emergency, neither by words nor by a form', async () => {
    const chat = await open();
    const id = await chat.asked(repair);
    await chat.emergency(id, 'ada');
    await chat.suspend();
    expect(await chat.say('ada', `break-glass ${id} Payments are down.`)).toMatch(WHY);
    expect((await chat.emergency(id, 'ada')).text).toMatch(WHY);
    expect(await chat.statusOf(id)).toBe('pending');
    await chat.resume();
    await chat.breakGlass(id, 'ada', 'Payments are down.');
    expect(await chat.statusOf(id)).toBe('approved');
  });

  it('is shown to who may reject it, where it is restricted', async () => {
    const chat = await open();
    await chat.rule(restricted);
    const id = await chat.asked(secretive);
    await chat.suspend();
    const { text } = await chat.details(id, 'ada');
    expect(text).toContain(`Because of ${WORD}`);
    expect(await chat.shownTo(id)).toHaveLength(1);
    await chat.approveForged(id, 'ada');
    expect(await chat.statusOf(id)).toBe('pending');
    expect(await chat.refusalsOf(id)).toEqual(['identity_suspended']);
  });

  it('is not approved where the configuration suspends it, which names no time', async () => {
    const chat = await open();
    const id = await chat.asked();
    chat.suspendInFile();
    expect(await chat.say('ada', `approve ${id}`)).toContain(
      'CI deploy is suspended, and no approval of what it asks counts until it is resumed.',
    );
    expect(await chat.statusOf(id)).toBe('pending');
  });

  it('calls nobody, neither by a reminder nor by an escalation, and says why it waits', async () => {
    const chat = await open();
    const release = { name: 'release', quorum: 1, groups: ['releasers'] };
    await chat.rule((other) => ({
      stages: [
        {
          ...release,
          remind: ['10m', '30m'],
          escalate: [{ after: '20m', groups: ['security'], route: other }],
        },
      ],
    }));
    const id = await chat.asked();
    await chat.suspend();
    for (const _time of [1, 2]) {
      await chat.tick(10 * 60_000);
      await chat.settle();
    }
    expect((await chat.called(id)).slice(1).flat()).toEqual([]);
    expect(chat.announced()).toHaveLength(1);
    expect(chat.calledThere().flat()).toEqual([]);
    expect((await chat.thread(id)).join()).toContain('no approval of what it asks counts until');
    await chat.resume();
    await chat.tick(10 * 60_000);
    await chat.settle();
    expect((await chat.called(id)).at(-1)).not.toEqual([]);
  });

  it('is nobody’s reminder in their own chat either', async () => {
    const chat = await open();
    const stages = [{ name: 'release', quorum: 1, groups: ['releasers'], remind: ['10m'] }];
    await chat.rule({ only: { direct: [name === 'Slack' ? 'slack' : 'teams'] }, stages });
    await chat.ask();
    await chat.settle();
    await chat.suspend();
    await chat.tick(10 * 60_000);
    await chat.settle();
    for (const who of ['ada', 'grace', 'lise'] as const) expect(chat.ownLines(who)).toEqual([]);
  });
});
