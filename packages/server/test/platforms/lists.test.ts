import { beforeEach, describe, expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import type { Platform } from './platform.ts';
import { platforms } from './platforms.ts';

const small = (resource: string) => ({
  ...deployPayments,
  resource,
  change: { commit: 'abcdef0', summary: `Deploy ${resource}` },
});

const long = (resource: string) => ({
  ...deployPayments,
  resource,
  change: { commit: 'abcdef0', diff: '--- a/x\n+++ b/x\n@@ -1 +1 @@\n-one\n+two\n' },
});

describe.each(platforms)('a list in %s', (_, open) => {
  let chat: Platform;
  beforeEach(async () => {
    chat = await open();
    await chat.rule({ burst: { within: '10m' } });
  });

  const burst = async (...resources: string[]) => {
    const ids: string[] = [];
    for (const resource of resources) ids.push(await chat.ask(small(resource)));
    await chat.settle();
    return ids as [string, string, ...string[]];
  };

  it('shows each request with its digest and buttons of its own, and calls people once', async () => {
    const [one, two] = await burst('api', 'web');
    expect(chat.cards()).toHaveLength(1);
    const { text, buttons } = await chat.card(two);
    expect(text).toContain('Approval needed: 2 requests to deploy in production');
    // To who hears them, buttons of one title say which line they are of.
    expect(chat.everything()).toMatch(/"Approve api".*"Approve web"/u);
    for (const part of ['api', 'web', 'Summary: Deploy web', 'Commit: abcdef0']) {
      expect(text).toContain(part);
    }
    expect(buttons.filter((title) => title === 'Approve')).toHaveLength(2);
    expect(buttons).toContain('Approve all 2…');
    expect((await chat.called(one)).filter((called) => called.length > 0)).toHaveLength(1);
  });

  it('is decided one by one', async () => {
    const [one, two] = await burst('api', 'web');
    await chat.approve(two, 'ada');
    await chat.settle();
    expect(await chat.statusOf(one)).toBe('pending');
    expect(await chat.statusOf(two)).toBe('approved');
    expect((await chat.card(one)).text).toContain('Approved by Ada');
    await chat.reject(one, 'ada', 'Not today.');
    if ((await chat.statusOf(one)) === 'pending') throw new Error(chat.told('ada'));
    await chat.settle();
    const { text, buttons } = await chat.card(one);
    expect(text).toContain('Decided: 2 requests');
    expect(text).toContain('Not today.');
    expect(buttons).toEqual([]);
  });

  it('is approved together, each by a vote of its own', async () => {
    const ids = await burst('api', 'web', 'jobs');
    const form = await chat.openTogether(ids[0], 'ada', 'approve');
    for (const id of ids) expect(form.text).toContain((await chat.stateOf(id)).digest);
    await chat.sendTogether(ids[0], 'ada');
    await chat.settle();
    for (const id of ids) expect(await chat.statusOf(id)).toBe('approved');
    expect(chat.told('ada')).toContain('Approved: 3 requests.');
    expect((await chat.card(ids[0])).text).toContain('Decided: 3 requests');
  });

  it('does not call approved what others have to agree to as well', async () => {
    await chat.rule({
      burst: { within: '10m' },
      stages: [{ name: 'release', quorum: 2, groups: ['releasers'] }],
    });
    const [one] = await burst('api', 'web');
    await chat.openTogether(one, 'ada', 'approve');
    await chat.sendTogether(one, 'ada');
    expect(chat.told('ada')).toContain('Not settled by your word alone: 2 requests.');
    expect(chat.told('ada')).not.toContain('Approved: ');
    await chat.settle();
    // Whoever has approved all of them is asked for none.
    const { text } = await chat.card(one);
    expect(text).toContain('Can decide now: Grace Hopper and Lise Meitner.');
    await chat.openTogether(one, 'grace', 'approve');
    await chat.sendTogether(one, 'grace');
    expect(chat.told('grace')).toContain('Approved: 2 requests.');
  });

  it('does not say of an approval that stands that there is none', async () => {
    await chat.rule({
      burst: { within: '10m' },
      stages: [{ name: 'release', quorum: 2, groups: ['releasers'] }],
    });
    const [one, two] = await burst('api', 'web');
    await chat.openTogether(one, 'ada', 'approve');
    for (const id of [one, two]) await chat.say('ada', `approve ${id}`);
    await chat.sendTogether(one, 'ada');
    expect(chat.told('ada')).toContain('Not settled by your word alone: 2 requests.');
    expect(chat.told('ada')).not.toContain('Not approved');
  });

  it('says whose they are to somebody who can decide none of them', async () => {
    const [one] = await burst('api', 'web');
    expect((await chat.openTogether(one, 'emmy', 'approve')).text + chat.told('emmy')).toContain(
      'Stage “release” is for releasers.',
    );
    expect((await chat.openTogether(one, 'guest', 'approve')).text + chat.told('guest')).toContain(
      'Guests do not decide.',
    );
  });

  it('says of what waits for a freeze alone that it is approved', async () => {
    await chat.rule({
      burst: { within: '10m' },
      freezes: [{ name: 'noon', from: '2026-11-22T09:00', to: '2026-11-22T12:00', during: 'hold' }],
    });
    const [one] = await burst('api', 'web');
    await chat.openTogether(one, 'ada', 'approve');
    await chat.sendTogether(one, 'ada');
    expect(chat.told('ada')).toContain('Approved, and waiting: 2 requests.');
    expect(chat.told('ada')).not.toContain('Not settled');
  });

  it('asks nobody to approve what has its approvals and waits for a freeze to end', async () => {
    await chat.rule({
      burst: { within: '10m' },
      freezes: [{ name: 'noon', from: '2026-11-22T09:00', to: '2026-11-22T12:00', during: 'hold' }],
    });
    const [one, two] = await burst('api', 'web');
    await chat.approve(one, 'ada');
    await chat.settle();
    const some = await chat.card(one);
    expect(some.text).toContain('Approval needed: 1 of 2 requests to deploy in production');
    expect(some.text).toContain('Can decide now: Ada Lovelace, Grace Hopper and Lise Meitner.');
    expect(some.text).toContain('Once approved, each takes effect at 2026-11-22T12:00:00Z');
    expect(some.buttons).not.toContain('Approve all 2…');
    expect(some.buttons).toContain('Reject all 2…');
    const waiting = await chat.say('grace', 'list');
    expect(waiting).toContain(two);
    expect(waiting).not.toContain(one);
    await chat.approve(two, 'ada');
    await chat.settle();
    const { text } = await chat.card(one);
    expect(text).toContain('Approved, and waiting: 2 requests to deploy in production');
    expect(
      text.match(/takes effect at 2026-11-22T12:00:00Z, once the freeze “noon” is over/gu),
    ).toHaveLength(2);
    for (const untrue of ['Approval needed', 'Can decide now', 'first expires', '..']) {
      expect(text).not.toContain(untrue);
    }
  });

  it('approves together what still wants it, and names what does not', async () => {
    await chat.rule({ burst: { within: '10m' }, hold_until: '11:30' });
    const [one] = await burst('api', 'web', 'job');
    await chat.approve(one, 'ada');
    await chat.settle();
    expect((await chat.card(one)).buttons).toContain('Approve all 2…');
    const form = await chat.openTogether(one, 'grace', 'approve');
    expect(form.text).toContain('Approve these 2 requests');
    expect(form.text).toContain('All its approvals are there.');
  });

  it('is rejected together, for one reason', async () => {
    const ids = await burst('api', 'web');
    await chat.openTogether(ids[0], 'ada', 'reject');
    await chat.sendTogether(ids[0], 'ada', 'Too many at once.');
    await chat.settle();
    for (const id of ids) expect(await chat.statusOf(id)).toBe('rejected');
    expect((await chat.card(ids[0])).text.match(/Too many at once\./gu)).toHaveLength(2);
  });

  it('does not approve what came after the form was opened', async () => {
    const [one, two] = await burst('api', 'web');
    await chat.openTogether(one, 'ada', 'approve');
    const [late] = await burst('late');
    await chat.sendTogether(one, 'ada');
    expect([await chat.statusOf(one), await chat.statusOf(two)]).toEqual(['approved', 'approved']);
    expect(await chat.statusOf(late)).toBe('pending');
  });

  it('says of what was decided meanwhile that it was, and approves the others', async () => {
    const [one, two] = await burst('api', 'web');
    await chat.openTogether(one, 'ada', 'approve');
    await chat.approve(two, 'grace');
    await chat.sendTogether(one, 'ada');
    expect(await chat.statusOf(one)).toBe('approved');
    expect(chat.told('ada')).toContain('Approved: 1 request. Not approved: 1 request.');
    expect((await chat.votesOf(two)).map(({ person }) => person.name)).toEqual(['Grace Hopper']);
  });

  it('takes nothing from whoever is filling in a form while it changes', async () => {
    const [one, two] = await burst('api', 'web');
    const form = await chat.openTogether(one, 'grace', 'reject');
    await chat.approve(two, 'ada');
    await burst('late');
    expect(chat.openForm('grace')).toEqual(form);
    await chat.sendTogether(one, 'grace', 'Not today.');
    expect(await chat.statusOf(one)).toBe('rejected');
    expect(chat.told('grace')).toContain('Rejected: 1 request. Not rejected: 1 request.');
  });

  it('is sent off once', async () => {
    const [one, two] = await burst('api', 'web');
    await chat.openTogether(one, 'ada', 'approve');
    const sent = await chat.sendTogether(one, 'ada');
    await sent.again();
    for (const id of [one, two]) expect(await chat.votesOf(id)).toHaveLength(1);
  });

  it('has a change that no line holds read before it is approved', async () => {
    const [one] = await burst('api');
    const two = await chat.asked(long('web'));
    const { text, buttons } = await chat.card(two);
    expect(text).toContain('Diff: 1 file');
    expect(buttons.filter((title) => title === 'Approve')).toHaveLength(1);
    await (
      await chat.approveButton(two)
    )('ada');
    expect(await chat.statusOf(two)).toBe('pending');
    expect((await chat.showLine(two, 'ada')).text).toContain('+two');
    await chat.reviewLine(two, 'ada');
    expect(await chat.statusOf(two)).toBe('approved');
    expect(await chat.statusOf(one)).toBe('pending');
  });

  it('has the way for emergencies of each, which opens for that one alone', async () => {
    await chat.rule((route) => ({
      burst: { within: '10m' },
      stages: [{ name: 'release', quorum: 2, groups: ['releasers'] }],
      break_glass: {
        groups: ['releasers'],
        route,
        review: { within: '1d', groups: ['security'] },
      },
    }));
    const [one, two] = await burst('api', 'web');
    // Teams has it where the request is shown by itself.
    await chat.showLine(two, 'ada');
    await chat.breakGlass(two, 'ada', 'Payments are down.');
    await chat.settle();
    expect([await chat.statusOf(one), await chat.statusOf(two)]).toEqual(['pending', 'approved']);
    expect((await chat.card(one)).text).toContain('Approved in an emergency by Ada Lovelace alone');
  });

  it('shows a request to whoever reads along, and lets only those decide who may', async () => {
    const [one] = await burst('api', 'web');
    expect((await chat.showLine(one, 'emmy')).text).toContain('Deploy api');
    await chat.openTogether(one, 'emmy', 'approve');
    expect(chat.told('emmy')).toContain('Nothing in this list is for you to decide');
  });

  it.each([
    ['as long as a line holds', (at: number) => ({ summary: `${at}`.padEnd(90, 'w') })],
    [
      'longer than any line',
      (at: number) => ({
        summary: `${at} \u202e${'w'.repeat(290)}`,
        repository: 'r'.repeat(190),
        command: ['./run', 'c'.repeat(600)],
        artifacts: [{ name: 'a'.repeat(90), digest: `sha256:${'7'.repeat(64)}` }],
        diff: `--- a/x\n+++ b/x\n@@ -1 +1 @@\n-${'o'.repeat(900)}\n+two\n`,
      }),
    ],
  ])('stays within what a message takes where each is %s', async (_title, changeOf) => {
    await chat.rule((route) => ({
      burst: { within: '10m' },
      break_glass: { groups: ['releasers'], route, review: { within: '1d', groups: ['security'] } },
      freezes: ['one', 'two', 'three'].map((name) => ({
        name: name.padEnd(90, 'n'),
        from: '2026-11-22T09:00',
        to: '2026-11-22T12:00',
        during: 'hold',
      })),
      reuse: { uses: 100, within: '1d' },
    }));
    const ids: string[] = [];
    for (let at = 10; at < 22; at += 1) {
      const resource = `app-${at}-`.padEnd(190, 'x');
      const reason = `${at} `.padEnd(400, 'y');
      ids.push(await chat.ask({ ...deployPayments, resource, reason, change: changeOf(at) }));
    }
    await chat.settle();
    expect(chat.cards()).toHaveLength(1);
    expect(chat.cards()[0]?.text).toContain('any more of them are on the next card');
    const [first = ''] = ids;
    const form = await chat.openTogether(first, 'ada', 'approve');
    expect(form.text).toContain('app-10');
    await chat.sendTogether(first, 'ada');
    await chat.settle();
    expect((await chat.card(first)).text).toContain('takes effect at 2026-11-22T12:00:00Z');
    await chat.tick(2 * 3_600_000);
    await chat.settle();
    expect(await chat.statusOf(first)).toBe('approved');
    expect((await chat.card(first)).text).toContain('Approved by Ada');
  });
});
