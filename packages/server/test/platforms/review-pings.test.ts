import { describe, expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import { platforms } from './platforms.ts';
import { repair } from './requests.ts';

const day = 86_400_000;
const review = { within: '1d', groups: ['security'] };

const small = (resource: string) => ({ ...deployPayments, resource, change: {} });

const called = (all: string[][]) => all.filter((one) => one.length > 0);

describe.each(platforms)('%s: the review of an emergency approval', (name, open) => {
  const direct = { direct: [name === 'Slack' ? 'slack' : 'teams'] };

  it('calls those who are to review it, once, where it is announced', async () => {
    const chat = await open();
    const id = await chat.asked(repair);
    const before = await chat.called(id);
    // Lise is of security, too: who did it does not review it.
    await chat.say('lise', `break-glass ${id} Payments are down.`);
    await chat.settle();
    expect(called(chat.calledThere())).toEqual([['grace']]);
    expect(called(await chat.called(id)).length).toBeLessThanOrEqual(called(before).length);
    await chat.say('grace', `review ${id} ok`);
    await chat.settle();
    expect(called(chat.calledThere())).toEqual([]);
  });

  it('calls them again when it is late, and nobody who has reviewed it', async () => {
    const chat = await open();
    await chat.rule((other) => ({
      break_glass: { groups: ['releasers'], route: other, review: { ...review, quorum: 2 } },
    }));
    const id = await chat.asked();
    await chat.say('ada', `break-glass ${id} Payments are down.`);
    await chat.settle();
    expect(called(chat.calledThere())).toEqual([['grace', 'lise']]);
    await chat.say('grace', `review ${id} ok`);
    await chat.tick(day);
    await chat.settle();
    expect(called(chat.calledThere())).toEqual([['lise']]);
  });

  it('calls them below the card, where it is announced in its own channel', async () => {
    const chat = await open();
    await chat.rule((_, own) => ({
      stages: [{ name: 'release', quorum: 2, groups: ['releasers'] }],
      break_glass: { groups: ['releasers'], route: own, review },
    }));
    const id = await chat.asked();
    await chat.say('ada', `break-glass ${id} Payments are down.`);
    await chat.settle();
    expect((await chat.called(id)).at(-1)).toEqual(['grace', 'lise']);
  });

  it('calls nobody in a channel who is written to, nor where the rule wants no calls', async () => {
    for (const more of [{ both: true }, { ping: false }] as const) {
      const chat = await open();
      await chat.rule((other) => ({
        ...('ping' in more ? more : {}),
        break_glass: {
          groups: ['releasers'],
          route: 'both' in more ? { ...other, ...direct } : other,
          review,
        },
      }));
      const id = await chat.asked();
      await chat.say('ada', `break-glass ${id} Payments are down.`);
      await chat.settle();
      expect(chat.announced()).toHaveLength(1);
      expect(called(chat.calledThere())).toEqual([]);
    }
  });

  it('calls them for one of a list, too', async () => {
    const chat = await open();
    await chat.rule((_, own) => ({
      burst: { within: '10m' },
      break_glass: { groups: ['releasers'], route: own, review },
    }));
    const [one] = [await chat.ask(small('api')), await chat.ask(small('web'))] as const;
    await chat.settle();
    await chat.say('ada', `break-glass ${one} Payments are down.`);
    await chat.settle();
    expect((await chat.called(one)).at(-1)).toEqual(['grace', 'lise']);
  });
});
