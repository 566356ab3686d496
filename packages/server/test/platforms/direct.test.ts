import { describe, expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import type { Platform } from './platform.ts';
import { platforms } from './platforms.ts';

const release = { name: 'release', quorum: 1, groups: ['releasers'] };
const security = { name: 'security', quorum: 1, groups: ['security'] };

const FINDINGS = ['Reviewed: all is well', 'I have a concern…'];

const direct = (name: Platform['name']) => ({ direct: [name === 'Slack' ? 'slack' : 'teams'] });

describe.each(platforms)('%s: a route by direct message', (name, open) => {
  const only = direct(name);

  it('writes to those who can act one by one, and to nobody else', async () => {
    const chat = await open();
    await chat.rule({ only });
    await chat.ask();
    await chat.settle();
    for (const who of ['ada', 'grace', 'lise'] as const) {
      expect(chat.own(who)).toHaveLength(1);
      expect(chat.own(who)[0]?.buttons).toContain('Approve');
      expect(chat.own(who)[0]?.active.filter((one) => one.includes('@'))).toEqual([]);
    }
    // The owner, who asks, a guest, and others in no group.
    for (const who of ['olga', 'guest', 'gone', 'stranger', 'emmy'] as const) {
      expect(chat.own(who)).toEqual([]);
    }
    expect(chat.cards()).toEqual([]);
  });

  it('takes their word there, and redraws the card of each', async () => {
    const chat = await open();
    await chat.rule({ only });
    const id = await chat.ask();
    await chat.settle();
    await chat.approveOwn('ada');
    expect(await chat.statusOf(id)).toBe('approved');
    await chat.settle();
    for (const who of ['ada', 'grace', 'lise'] as const) {
      const [card] = chat.own(who);
      expect(card?.text).toContain('Approved by Ada Lovelace');
      expect(card?.buttons).toEqual([]);
      expect(chat.ownLines(who)).toEqual([]);
    }
    expect((await chat.story(id)).decision.outcome).toBe('approved');
  });

  it('takes a rejection with its reason', async () => {
    const chat = await open();
    await chat.rule({ only });
    const id = await chat.ask();
    await chat.settle();
    await chat.rejectOwn('lise', 'Not today.');
    expect(await chat.statusOf(id)).toBe('rejected');
    await chat.settle();
    expect(chat.own('grace')[0]?.text).toContain('Not today.');
    // The form says who reads the reason, and no channel does.
    expect(chat.everything()).not.toContain('in the channel');
  });

  it('stands beside a channel, which then calls nobody', async () => {
    const chat = await open();
    await chat.rule({ route: only });
    const id = await chat.asked();
    expect(chat.cards()).toHaveLength(1);
    expect((await chat.called(id)).flat()).toEqual([]);
    expect(chat.own('ada')).toHaveLength(1);
    await chat.approve(id, 'ada');
    await chat.settle();
    expect(chat.own('ada')[0]?.text).toContain('Approved by Ada Lovelace');
  });

  it('asks those of a later stage once it opens, and no others any more', async () => {
    const chat = await open();
    await chat.rule({ only, stages: [release, security] });
    chat.leaveGroups('grace', 'releasers');
    const id = await chat.ask();
    await chat.settle();
    expect(chat.own('grace')).toEqual([]);
    await chat.approveOwn('ada');
    await chat.settle();
    expect(chat.own('grace')[0]?.buttons).toContain('Approve');
    // Ada is not of security; Lise is, and has her card already.
    expect(chat.own('ada')[0]?.buttons).toEqual([]);
    expect(chat.own('lise')).toHaveLength(1);
    expect(chat.own('lise')[0]?.buttons).toContain('Approve');
    expect(chat.ownLines('lise').join()).toContain('now “security”');
    await chat.approveOwn('lise');
    expect(await chat.statusOf(id)).toBe('approved');
  });

  it('gives buttons for a later stage to those who have their cards already, all of them', async () => {
    const chat = await open();
    await chat.rule({ only, stages: [release, security], separation: { earlier_voters: true } });
    const id = await chat.ask();
    await chat.settle();
    await chat.approveOwn('ada');
    await chat.settle();
    expect(chat.own('ada')[0]?.buttons).toEqual([]);
    for (const who of ['grace', 'lise'] as const) {
      expect(chat.own(who)).toHaveLength(1);
      expect(chat.own(who)[0]?.buttons).toContain('Approve');
    }
    await chat.approveOwn('grace');
    expect(await chat.statusOf(id)).toBe('approved');
  });

  it('reminds those who have not had their say, in their own chat', async () => {
    const chat = await open();
    await chat.rule({ only, stages: [{ ...release, quorum: 2, remind: ['10m'] }] });
    await chat.ask();
    await chat.settle();
    await chat.approveOwn('grace');
    await chat.settle();
    await chat.tick(10 * 60_000);
    await chat.settle();
    expect(chat.ownLines('ada').join()).toContain('Still open, until');
    expect(chat.ownLines('grace')).toEqual([]);
    expect(chat.own('ada')).toHaveLength(1);
  });

  it('reminds a stand-in, too, as long as they can act for somebody', async () => {
    const chat = await open();
    await chat.say('ada', 'delegate @emmy until 2026-12-01');
    await chat.rule({ only, stages: [{ ...release, quorum: 2, remind: ['10m', '20m'] }] });
    await chat.ask();
    await chat.settle();
    await chat.tick(10 * 60_000);
    await chat.settle();
    expect(chat.ownLines('emmy').join()).toContain('Still open, until');
    await chat.approveOwn('ada');
    await chat.settle();
    const before = chat.ownLines('emmy');
    await chat.tick(10 * 60_000);
    await chat.settle();
    expect(chat.ownLines('emmy')).toEqual(before);
    expect(chat.ownLines('grace').length).toBe(2);
  });

  it('writes, in an escalation, to those whom it adds', async () => {
    const chat = await open();
    await chat.rule({
      stages: [{ ...release, escalate: [{ after: '10m', groups: ['security'], route: only }] }],
    });
    chat.leaveGroups('grace', 'releasers');
    const id = await chat.asked();
    expect(chat.own('grace')).toEqual([]);
    await chat.tick(10 * 60_000);
    await chat.settle();
    expect(chat.own('grace')[0]?.buttons).toContain('Approve');
    expect(chat.own('ada')).toEqual([]);
    await chat.approveOwn('grace');
    expect(await chat.statusOf(id)).toBe('approved');
  });

  it('writes, after an emergency, to those who are to review it', async () => {
    const chat = await open();
    const review = { within: '1d', groups: ['security'] };
    await chat.rule({
      stages: [{ ...security, quorum: 2 }],
      break_glass: { groups: ['releasers'], route: only, review },
    });
    const id = await chat.asked();
    await chat.say('lise', `break-glass ${id} The site is down.`);
    expect(await chat.statusOf(id)).toBe('approved');
    await chat.settle();
    expect(chat.own('grace')[0]?.text).toContain('EMERGENCY');
    // Lise did it, Olga owns the bot, and Ada is not of security.
    for (const who of ['lise', 'olga', 'ada'] as const) expect(chat.own(who)).toEqual([]);
    await chat.say('grace', `review ${id} ok`);
    await chat.settle();
    expect(chat.own('grace')).toHaveLength(1);
    expect(chat.own('grace')[0]?.text).toContain('Grace Hopper');
  });

  it('opens the way for emergencies there, and asks anew for the review of it', async () => {
    const chat = await open();
    const review = { within: '1d', groups: ['security'] };
    await chat.rule({
      only,
      stages: [{ ...release, quorum: 2 }],
      break_glass: { groups: ['releasers'], route: only, review },
    });
    const id = await chat.ask();
    await chat.settle();
    chat.pass(60_000);
    await chat.breakGlassOwn('lise', 'Salaries are due.');
    expect(await chat.statusOf(id)).toBe('approved');
    await chat.settle();
    // An edit calls nobody. Lise did it, and Ada is not of security.
    expect(chat.own('grace').map(({ buttons }) => buttons)).toEqual([[], FINDINGS]);
    for (const who of ['lise', 'ada'] as const) {
      expect(chat.own(who).map(({ buttons }) => buttons)).toEqual([[]]);
    }
    await chat.findingOwn('grace');
    await chat.settle();
    for (const card of [...chat.own('grace'), ...chat.own('ada')]) {
      expect(card.buttons).toEqual([]);
      expect(card.text).toContain('Its review is complete.');
    }
  });

  it('writes to the others where one person can not be reached', async () => {
    const chat = await open();
    await chat.rule({ only });
    chat.turnAway(1);
    const id = await chat.ask();
    await chat.settle();
    const reached = (['ada', 'grace', 'lise'] as const).filter((who) => chat.own(who).length > 0);
    expect(reached).toHaveLength(2);
    expect(await chat.unavailable(id)).toBe('');
    expect(await chat.kindsOf(id)).toContain('people.asked');
  });

  it('says so, in the log, too, where nobody can be reached', async () => {
    const chat = await open();
    await chat.rule({ only });
    chat.turnAway();
    const id = await chat.ask();
    await chat.settle();
    expect(await chat.unavailable(id)).toContain('could be written to');
    expect(await chat.kindsOf(id)).toContain('channel.unavailable');
    expect(await chat.statusOf(id)).toBe('pending');
    // Words to the bot are good still.
    chat.recover();
    await chat.say('ada', `reject ${id} No.`);
    expect(await chat.statusOf(id)).toBe('rejected');
  });

  it('gives nobody two cards after an outage', async () => {
    const chat = await open();
    await chat.rule({ only });
    chat.goDown();
    await chat.ask();
    await chat.deliver();
    chat.recover();
    chat.pass(60_000);
    await chat.settle();
    expect(chat.own('ada')).toHaveLength(1);
  });

  it('writes to a stand-in, too, unless nobody votes for another one', async () => {
    const chat = await open();
    await chat.rule({ only });
    await chat.say('ada', 'delegate @emmy until 2026-12-01');
    const id = await chat.ask();
    await chat.settle();
    expect(chat.own('emmy')[0]?.buttons).toContain('Approve');
    await chat.approveOwn('emmy');
    expect(await chat.statusOf(id)).toBe('approved');
    await chat.rule({ only, stages: [{ ...release, delegation: false }] });
    await chat.ask({ ...deployPayments, resource: 'other' });
    await chat.settle();
    expect(chat.own('emmy')).toHaveLength(1);
    expect(chat.own('ada')).toHaveLength(2);
  });

  it('takes no click on a card of somebody else, nor one from another place', async () => {
    const chat = await open();
    await chat.rule({ only });
    const id = await chat.ask();
    await chat.settle();
    await chat.approveOwn('grace', { of: 'ada' });
    await chat.approveOwn('ada', { from: 'channel' });
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('pending');
    expect(await chat.refusalsOf(id)).toEqual(['channel_not_routed', 'stale_card']);
    expect(chat.own('ada')[0]?.buttons).toContain('Approve');
  });

  it('takes no card of a channel from somebody’s own chat', async () => {
    const chat = await open();
    await chat.rule({ route: only });
    const id = await chat.asked({ ...deployPayments, resource: 'other' });
    await chat.approveFromOwn(id, 'ada');
    expect(await chat.statusOf(id)).toBe('pending');
  });

  it('takes no word of somebody who has left the group since', async () => {
    const chat = await open();
    await chat.rule({ only });
    const id = await chat.ask();
    await chat.settle();
    chat.leaveGroups('ada');
    chat.pass(6_000);
    await chat.approveOwn('ada');
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('pending');
    expect(await chat.refusalsOf(id)).toEqual(['not_eligible']);
  });
});
