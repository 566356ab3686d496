import { beforeEach, describe, expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import type { Platform } from './platform.ts';
import { platforms } from './platforms.ts';

const small = (resource: string) => ({
  ...deployPayments,
  resource,
  change: { commit: 'abcdef0', summary: `Deploy ${resource}` },
});

describe.each(platforms)('an emergency in a list in %s', (_, open) => {
  let chat: Platform;
  beforeEach(async () => {
    chat = await open();
  });

  const rule = (announced: 'here' | 'elsewhere') =>
    chat.rule((other, route) => ({
      burst: { within: '10m' },
      stages: [{ name: 'release', quorum: 2, groups: ['releasers'] }],
      break_glass: {
        groups: ['releasers'],
        route: announced === 'here' ? route : other,
        review: { within: '1d', groups: ['security'] },
      },
    }));

  const burst = async (...resources: string[]) => {
    const ids: string[] = [];
    for (const resource of resources) ids.push(await chat.ask(small(resource)));
    await chat.settle();
    return ids as [string, string, ...string[]];
  };

  const alone = async (id: string, reason = 'Payments are down.') => {
    await chat.say('ada', `break-glass ${id} ${reason}`);
    await chat.settle();
  };

  it('is unmistakable, and says who reviews it until when, and where', async () => {
    await rule('elsewhere');
    const [one, two] = await burst('api', 'web');
    await alone(two);
    const { text, buttons } = await chat.card(one);
    expect(text).toContain('1 of 2 requests to deploy in production, 1 in an EMERGENCY');
    expect(text).toMatch(/🚨 web/u);
    expect(text).not.toContain('✅');
    expect(text).toContain('Approved in an emergency by Ada Lovelace alone: “Payments are down.”');
    expect(text).toContain('To be reviewed until 2026-11-23T10:00:00Z: 1 review from security.');
    expect(text).toContain('Review it where it was announced, or');
    expect(text).toContain(`review ${two} ok`);
    expect(buttons).not.toContain('Reviewed: all is well');
    expect(chat.announced()).toHaveLength(1);
    await chat.say('grace', `review ${two} ok`);
    await chat.settle();
    const after = (await chat.card(one)).text;
    expect(after).toContain('Its review is complete.');
    expect(after).toContain('Reviewed by Grace Hopper: all is well');
    expect(after).not.toContain('where it was announced');
  });

  it('is reviewed in the line where the list is where emergencies are announced', async () => {
    await rule('here');
    const [one, two] = await burst('api', 'web');
    await alone(two);
    await chat.settle();
    // An edit calls nobody.
    expect((await chat.thread(one)).join()).toMatch(/deploy web in production: EMERGENCY: /u);
    const { text, buttons } = await chat.card(one);
    expect(text).toContain('Summary: Deploy web');
    expect(buttons.join()).toMatch(/Reviewed: all is well|Show or review…/u);
    expect((await chat.showLine(two, 'grace')).text).toContain('Deploy web');
    await chat.findingInLine(two, 'grace');
    await chat.settle();
    expect((await chat.stateOf(two)).review?.by).toHaveLength(1);
    const after = await chat.card(one);
    expect(after.text).toContain('Reviewed by Grace Hopper: all is well');
    expect(after.buttons.join()).not.toMatch(/Reviewed: all is well|Show or review…/u);
  });

  it('may have a concern there, and is for those alone whom policy names', async () => {
    await rule('here');
    const [one, two] = await burst('api', 'web');
    await alone(two);
    expect((await chat.showLine(two, 'emmy')).buttons).not.toContain('Reviewed: all is well');
    await chat.findingInLine(two, 'grace', 'Use the runbook.');
    await chat.settle();
    expect((await chat.stateOf(two)).review?.by).toMatchObject([{ finding: 'concern' }]);
    expect((await chat.card(one)).text).toContain('Grace Hopper has a concern: “Use the runbook.”');
  });

  it('stays within what a message takes where each of twelve is one', async () => {
    await rule('here');
    const ids = await burst(
      ...Array.from({ length: 12 }, (_one, at) => `a${at}-`.padEnd(190, 'x')),
    );
    for (const id of ids) await chat.breakGlass(id, 'ada', 'w'.repeat(900));
    await chat.settle();
    const { text } = await chat.card(ids[0]);
    expect(text).toContain('Decided: 12 requests to deploy in production, 12 in an EMERGENCY');
    expect(chat.cards()).toHaveLength(1);
  });
});
