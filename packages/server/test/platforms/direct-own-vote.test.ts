import { describe, expect, it } from 'vitest';
import type { Platform } from './platform.ts';
import { platforms } from './platforms.ts';

const release = { name: 'release', quorum: 2, groups: ['releasers'] };

const direct = (name: Platform['name']) => ({ direct: [name === 'Slack' ? 'slack' : 'teams'] });

describe.each(platforms)('%s: a card of one’s own, after one’s own word', (name, open) => {
  const asked = async () => {
    const chat = await open();
    await chat.rule({ only: direct(name), stages: [release] });
    const id = await chat.ask();
    await chat.settle();
    return { chat, id };
  };

  it('says what its reader has said, and leaves them the other word', async () => {
    const { chat } = await asked();
    await chat.approveOwn('ada');
    await chat.settle();
    const [own] = chat.own('ada');
    expect(own?.text).toContain('You approved this');
    expect(own?.buttons).not.toContain('Approve');
    expect(own?.buttons).toContain('Reject…');
    const [other] = chat.own('grace');
    expect(other?.text).not.toContain('You approved this');
    expect(other?.buttons).toContain('Approve');
  });

  it('takes that other word, and ends with it', async () => {
    const { chat, id } = await asked();
    await chat.approveOwn('ada');
    await chat.settle();
    await chat.rejectOwn('ada', 'I had not seen the limit.');
    expect(await chat.statusOf(id)).toBe('rejected');
    await chat.settle();
    expect(chat.own('ada')[0]?.text).not.toContain('You approved this');
    expect(chat.own('ada')[0]?.buttons).toEqual([]);
  });

  it('says it as well of a word that was given elsewhere', async () => {
    const chat = await open();
    await chat.rule({ route: direct(name), stages: [release] });
    const id = await chat.asked();
    await chat.approve(id, 'ada');
    await chat.settle();
    expect(chat.own('ada')[0]?.text).toContain('You approved this');
    expect(chat.own('ada')[0]?.buttons).not.toContain('Approve');
    expect(chat.cards()[0]?.text).not.toContain('You approved this');
    expect(chat.own('grace')[0]?.buttons).toContain('Approve');
  });

  it('asks anew at the next stage, where policy lets one person act in both', async () => {
    const chat = await open();
    const again = { name: 'again', quorum: 1, groups: ['releasers'] };
    await chat.rule({ only: direct(name), stages: [{ ...release, quorum: 1 }, again] });
    await chat.ask();
    await chat.settle();
    await chat.approveOwn('ada');
    await chat.settle();
    expect(chat.own('ada')[0]?.text).not.toContain('You approved this');
    expect(chat.own('ada')[0]?.buttons).toContain('Approve');
  });

  it('leaves whoever rejected in vain the approval', async () => {
    const chat = await open();
    await chat.rule({ only: direct(name), stages: [{ ...release, reject: { quorum: 2 } }] });
    await chat.ask();
    await chat.settle();
    await chat.rejectOwn('ada', 'Not tonight.');
    await chat.settle();
    expect(chat.own('ada')[0]?.text).toContain('You rejected this');
    expect(chat.own('ada')[0]?.buttons).not.toContain('Reject…');
    await chat.approveOwn('ada');
    await chat.settle();
    expect(chat.own('ada')[0]?.text).toContain('You approved this');
    expect(chat.own('ada')[0]?.buttons).not.toContain('Approve');
  });

  it('has nothing left for whoever rejected what then waits for its time', async () => {
    const chat = await open();
    const stages = [{ ...release, quorum: 1, reject: { quorum: 2 } }];
    await chat.rule({ only: direct(name), stages, hold_until: '11:30' });
    await chat.ask();
    await chat.settle();
    await chat.rejectOwn('ada', 'Not tonight.');
    await chat.approveOwn('grace');
    await chat.settle();
    expect(chat.own('ada')[0]?.text).toContain('You rejected this');
    expect(chat.own('ada')[0]?.buttons).toEqual([]);
    expect(chat.own('grace')[0]?.buttons).toEqual(['Reject…']);
  });
});
