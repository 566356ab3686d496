import { describe, expect, it } from 'vitest';
import { platforms } from './platforms.ts';
import { repair } from './requests.ts';
import { restricted } from './restricted.ts';

const WAY = 'In an emergency…';
const diff = `--- a/big\n+++ b/big\n@@ -0,0 +1,400 @@\n${Array.from({ length: 400 }, (_, at) => `+line ${at} of a change that no card holds`).join('\n')}\n`;
const big = { ...repair, change: { ...repair.change, diff } };

describe.each(platforms)('%s: the form for an emergency', (_, open) => {
  it('is behind an entry of the menu, where policy has such a way and nowhere else', async () => {
    const chat = await open();
    expect((await chat.card(await chat.asked(repair))).buttons.at(-1)).toBe(WAY);
    expect((await chat.card(await chat.asked())).buttons).not.toContain(WAY);
  });

  it('shows what would be approved with its digest, and what follows; with a reason it approves', async () => {
    const chat = await open();
    const id = await chat.asked(repair);
    const { text } = await chat.emergency(id, 'ada');
    expect(text).toContain((await chat.stateOf(id)).digest);
    expect(text).toContain('abcdef0');
    expect(text).toContain('You alone approve this, at once: nobody else is asked.');
    expect(text).toContain('within 1d it wants 1 review from security');
    expect(await chat.statusOf(id)).toBe('pending');
    await chat.breakGlass(id, 'ada', 'Payments are down.');
    await chat.settle();
    expect(await chat.statusOf(id)).toBe('approved');
    expect((await chat.card(id)).text).toContain('Approved in an emergency by Ada Lovelace alone');
    expect(await chat.story(id)).toMatchObject({
      decision: { outcome: 'approved' },
      emergency: {},
    });
  });

  it('opens for nobody else, who is told why, and that is on record', async () => {
    const chat = await open();
    const id = await chat.asked(repair);
    await chat.breakGlass(id, 'emmy', 'Now.');
    expect(chat.told('emmy')).toContain('the emergency path is for releasers');
    await chat.breakGlass(id, 'olga', 'Now.');
    expect(chat.told('olga')).toContain('nobody decides their own');
    expect(await chat.statusOf(id)).toBe('pending');
    expect(await chat.refusalsOf(id)).toEqual(['not_eligible', 'own_request']);
  });

  it('decides nothing without a reason, without the tick, or of somebody who has left meanwhile', async () => {
    const chat = await open();
    const id = await chat.asked(repair);
    await chat.breakGlass(id, 'ada', '');
    expect(chat.told('ada').toLowerCase()).toContain('say why this can not wait');
    await chat.breakGlass(id, 'ada', 'Payments are down.', false);
    expect(chat.told('ada').toLowerCase()).toContain('read the whole change first');
    await chat.emergency(id, 'grace');
    chat.leaveGroups('grace');
    chat.pass(6_000);
    await chat.breakGlass(id, 'grace', 'Payments are down.');
    expect(chat.told('grace')).toContain('the emergency path is for releasers');
    expect(await chat.statusOf(id)).toBe('pending');
  });

  it('breaks open what no card holds, as it is approved by form', async () => {
    const chat = await open();
    const id = await chat.asked(big);
    expect(await chat.say('ada', `break-glass ${id} Payments are down.`)).toContain(WAY);
    expect((await chat.emergency(id, 'ada')).text).toContain('Not shown here:');
    await chat.breakGlass(id, 'ada', 'Payments are down.');
    expect(await chat.statusOf(id)).toBe('approved');
  });

  it('waits until what no card holds is in reach', async () => {
    const chat = await open();
    chat.failUploads();
    const id = await chat.ask(big);
    await chat.deliver();
    await chat.breakGlass(id, 'ada', 'Payments are down.');
    expect(await chat.statusOf(id)).toBe('pending');
  });

  it('shows what is restricted to those who may open it, with an entry of the log', async () => {
    const chat = await open();
    const review = { within: '1d', groups: ['security'] };
    await chat.rule((other) => ({
      ...restricted,
      break_glass: { groups: ['releasers'], route: other, review },
    }));
    const id = await chat.asked();
    expect((await chat.emergency(id, 'emmy')).text).not.toContain('abcdef0');
    expect(await chat.shownTo(id)).toEqual([]);
    expect((await chat.emergency(id, 'ada')).text).toContain('abcdef0');
    expect(await chat.shownTo(id)).toHaveLength(1);
    await chat.breakGlass(id, 'ada', 'Payments are down.');
    expect(await chat.statusOf(id)).toBe('approved');
  });
});

describe.each(platforms)('%s: the review of an emergency', (_, open) => {
  async function broken() {
    const chat = await open();
    const id = await chat.asked(repair);
    await chat.breakGlass(id, 'ada', 'Payments are down.');
    await chat.settle();
    return { chat, id };
  }

  it('is asked for by buttons on the card that announces it, and on no other', async () => {
    const { chat, id } = await broken();
    expect(chat.announced()[0]?.buttons).toEqual(['Reviewed: all is well', 'I have a concern…']);
    expect((await chat.card(id)).buttons).toEqual([]);
    await chat.finding(id, 'grace');
    await chat.settle();
    expect(chat.announced()[0]?.text).toContain('Reviewed by Grace Hopper: all is well');
    expect(chat.announced()[0]?.buttons).toEqual([]);
    expect(await chat.story(id)).toMatchObject({ emergency: { isReviewed: true } });
  });

  it('may have a concern, in words', async () => {
    const { chat, id } = await broken();
    await chat.finding(id, 'grace', '');
    expect(chat.told('grace').toLowerCase()).toContain('say what your concern is');
    await chat.finding(id, 'grace', 'Use the runbook next time.');
    await chat.settle();
    expect(chat.announced()[0]?.text).toContain('Grace Hopper has a concern');
    expect(chat.announced()[0]?.text).toContain('Use the runbook next time.');
  });

  it('is for those whom policy names', async () => {
    const { chat, id } = await broken();
    await chat.finding(id, 'ada');
    await expect.poll(() => chat.told('ada')).toContain('nobody reviews their own');
    await chat.finding(id, 'emmy', 'It was not urgent.');
    await expect.poll(() => chat.told('emmy')).toContain('its review is for security');
    expect((await chat.stateOf(id)).review?.by).toEqual([]);
  });

  it('is in the list of those whose it is, until it is complete', async () => {
    const { chat, id } = await broken();
    const list = await chat.say('grace', 'list');
    expect(list).toContain('To be reviewed by you');
    expect(list).toContain(id);
    expect(list).toContain('Ada Lovelace approved it alone in an emergency');
    expect(list).toContain('Payments are down.');
    expect(await chat.say('ada', 'list')).toContain('Nothing waits for you.');
    await chat.tick(2 * 86_400_000);
    expect(await chat.say('lise', 'list')).toContain('NOT REVIEWED IN TIME');
    await chat.finding(id, 'grace');
    expect(await chat.say('lise', 'list')).toContain('Nothing waits for you.');
  });
});
