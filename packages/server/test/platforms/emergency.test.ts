import { describe, expect, it } from 'vitest';
import { platforms } from './platforms.ts';
import { repair } from './requests.ts';

const day = 86_400_000;

describe.each(platforms)('%s: in an emergency', (name, open) => {
  // Slack takes words by its slash command alone.
  const said = (words: string) => `“${name === 'Slack' ? '/countersign ' : ''}${words}”`;

  it('one person approves alone, at once, and the cards say so unmistakably', async () => {
    const chat = await open();
    const id = await chat.asked(repair);
    const answer = await chat.say('ada', `break-glass ${id} Payments are down.`);
    expect(answer).toContain('Ada Lovelace approved it alone in an emergency');
    expect(answer).toContain('To be reviewed until 2026-11-23 10:00 UTC: 1 review from security');
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('approved');
    const { text, buttons } = await chat.card(id);
    expect(text).toContain('Approved in an EMERGENCY: repair payments-api in production');
    expect(text).toContain('Approved in an emergency by Ada Lovelace alone');
    expect(text).toContain('Payments are down.');
    expect(text).toContain('To be reviewed until 2026-11-23T10:00:00Z: 1 review from security.');
    expect(buttons).toEqual([]);
  });

  it('the approval is announced in the channel that policy names, and below the card', async () => {
    const chat = await open();
    const id = await chat.asked(repair);
    expect(chat.announced()).toEqual([]);
    await chat.say('ada', `break-glass ${id} Payments are down.`);
    await chat.settle();
    const [card, ...more] = chat.announced();
    expect(more).toEqual([]);
    expect(card?.text).toContain('Approved in an emergency by Ada Lovelace alone');
    expect(card?.buttons).toEqual(['Reviewed: all is well', 'I have a concern…']);
    const thread = (await chat.thread(id)).join();
    expect(thread).toContain('EMERGENCY: Ada Lovelace approved this alone');
    expect(thread).toContain('Reason: Payments are down.');
  });

  it('the card calls no stage unmet that others had agreed to, nor says that nobody was asked', async () => {
    const chat = await open();
    await chat.rule((other) => ({
      freezes: [{ name: 'noon', from: '2026-11-22T09:00', to: '2026-11-22T12:00', during: 'hold' }],
      break_glass: {
        groups: ['security'],
        route: other,
        review: { within: '1d', groups: ['security'] },
      },
    }));
    const id = await chat.asked();
    await chat.approve(id, 'ada');
    await chat.say('grace', `break-glass ${id} Payments are down.`);
    await chat.settle();
    expect((await chat.card(id)).text).toContain('✓ release: approved by Ada Lovelace');
    const thread = (await chat.thread(id)).join();
    expect(thread).toContain('EMERGENCY: Grace Hopper approved this alone; no other approval');
    expect(thread).not.toContain('nobody else was asked');
  });

  it('tells who has reviewed it what is left, and not once more how to', async () => {
    const chat = await open();
    await chat.rule((other) => ({
      break_glass: {
        groups: ['releasers'],
        route: other,
        review: { within: '1d', groups: ['security'], quorum: 2 },
      },
    }));
    const id = await chat.asked();
    const opened = await chat.say('ada', `break-glass ${id} Payments are down.`);
    expect(opened).toContain(`then say ${said(`review ${id} ok`)}`);
    const answer = await chat.say('grace', `review ${id} ok`);
    expect(answer).toContain('Your review is recorded. To be reviewed until');
    expect(answer).toContain('1 review from security.');
    expect(answer).not.toContain('then say');
  });

  it('others review it afterwards, and all of it can be told from the log alone', async () => {
    const chat = await open();
    const id = await chat.asked(repair);
    await chat.say('ada', `break-glass ${id} Payments are down.`);
    await chat.settle();
    expect(await chat.say('grace', `show ${id}`)).toContain('Payments are down.');
    expect(await chat.say('grace', `review ${id} maybe`)).toContain('Say what you found');
    expect(await chat.say('grace', `review ${id} concern`)).toContain('say what your concern is');
    const answer = await chat.say('grace', `review ${id} concern Use the runbook next time.`);
    expect(answer).toContain('Your review is recorded.');
    await chat.settle();
    expect((await chat.card(id)).text).toContain('Grace Hopper has a concern');
    expect(chat.announced()[0]?.text).toContain('Use the runbook next time.');
    expect((await chat.thread(id)).join()).toContain(
      'The review of this emergency approval is complete.',
    );
    expect(await chat.story(id)).toMatchObject({
      decision: { outcome: 'approved' },
      emergency: { isReviewed: true, reviews: [{ finding: 'concern' }] },
    });
    expect(JSON.stringify(await chat.kindsOf(id))).not.toContain('runbook');
  });

  it('what nobody reviewed in time is said so once', async () => {
    const chat = await open();
    const id = await chat.asked(repair);
    await chat.say('ada', `break-glass ${id} Payments are down.`);
    await chat.settle();
    await chat.tick(day);
    await chat.settle();
    await chat.tick(day);
    const kinds = await chat.kindsOf(id);
    expect(kinds.filter((kind) => kind === 'request.review_overdue')).toHaveLength(1);
    expect((await chat.card(id)).text).toContain('NOT REVIEWED IN TIME');
    expect((await chat.thread(id)).join()).toContain(
      'The review of this emergency approval is late.',
    );
  });

  it('nobody does so without a reason, for a request of their own, or from outside the groups', async () => {
    const chat = await open();
    const id = await chat.asked(repair);
    expect(await chat.say('ada', `break-glass ${id}`)).toContain('say why this can not wait');
    expect(await chat.say('olga', `break-glass ${id} Now.`)).toContain('nobody decides their own');
    expect(await chat.say('emmy', `break-glass ${id} Now.`)).toContain('is for releasers');
    expect(await chat.statusOf(id)).toBe('pending');
    expect(await chat.refusalsOf(id)).toEqual(['reason_required', 'own_request', 'not_eligible']);
  });

  it('who opened it does not review it, nor does the owner, nor somebody else', async () => {
    const chat = await open();
    const id = await chat.asked(repair);
    await chat.say('grace', `break-glass ${id} Payments are down.`);
    expect(await chat.say('grace', `review ${id} ok`)).toContain('nobody reviews their own');
    const owner = await chat.say('olga', `review ${id} ok`);
    expect(owner).toContain('Nothing was changed');
    expect(owner).toContain('nobody reviews what was approved for themselves');
    expect(await chat.say('ada', `review ${id} ok`)).toContain('its review is for security');
    expect((await chat.stateOf(id)).review?.by).toEqual([]);
  });

  it('policy may have no such way', async () => {
    const chat = await open();
    const id = await chat.asked();
    expect(await chat.say('ada', `break-glass ${id} Now.`)).toContain('no emergency path');
    expect(await chat.say('ada', `review ${id} ok`)).toContain('nothing to review');
    expect(await chat.statusOf(id)).toBe('pending');
  });

  it('somebody who left the group a moment ago does not', async () => {
    const chat = await open();
    const id = await chat.asked(repair);
    await chat.say('ada', 'list');
    chat.leaveGroups('grace');
    chat.pass(6_000);
    expect(await chat.say('grace', `break-glass ${id} Now.`)).toContain('is for releasers');
  });
});
