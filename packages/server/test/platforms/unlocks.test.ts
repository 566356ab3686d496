import { describe, expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import { platforms } from './platforms.ts';

const grant = { audience: ['https://deploy.example.com'], lifetime: '15m' };
const promise = 'Once approved, it gets a token for https://deploy.example.com, for 15m at most.';

describe.each(platforms)('%s', (_, open) => {
  it('tells what an approval unlocks, as long as there is something to decide', async () => {
    const chat = await open();
    await chat.rule({ grant });
    const id = await chat.asked(deployPayments);
    expect((await chat.card(id)).text).toContain(promise);
    await chat.approve(id, 'ada');
    await chat.settle();
    expect((await chat.card(id)).text).not.toContain('Once approved');
  });

  it('tells that an approval will wait, and how often it serves, before it is given', async () => {
    const chat = await open();
    const freeze = { name: 'noon', to: '2026-11-22T12:00', during: 'hold' };
    await chat.rule({
      // The tests' clock is at 10:00 of that day.
      freezes: [{ ...freeze, from: '2026-11-22T09:00' }],
      reuse: { uses: 3, within: '30m' },
    });
    const id = await chat.asked(deployPayments);
    const waits = 'takes effect at 2026-11-22T12:00:00Z, once the freeze “noon” is over.';
    for (const text of [(await chat.card(id)).text, await chat.say('ada', `show ${id}`)]) {
      expect(text).toContain(`Once approved, it ${waits}`);
      expect(text).toContain('Once approved, it may run 3 times, each begun within 30m.');
      expect(text).toContain('Can decide now: Ada Lovelace');
    }
    await chat.approve(id, 'ada');
    await chat.settle();
    expect((await chat.card(id)).text).not.toContain('Once approved');
  });

  it('tells of the time of day that the rule names, and of a freeze that is to come', async () => {
    const chat = await open();
    await chat.rule({ hold_until: '11:30' });
    expect((await chat.card(await chat.asked(deployPayments))).text).toContain(
      'Once approved, it takes effect at 2026-11-22T11:30:00Z, and not before.',
    );
    const freeze = { name: 'noon', from: '2026-11-22T10:30', to: '2026-11-22T12:00' };
    await chat.rule({ freezes: [{ ...freeze, during: 'hold' }] });
    expect((await chat.card(await chat.asked(deployPayments))).text).toContain(
      'Once approved, it waits until 2026-11-22T12:00:00Z if the freeze “noon” has begun by then.',
    );
  });

  it('tells so of each in a list, as long as any has to be approved', async () => {
    const chat = await open();
    const freeze = { name: 'noon', from: '2026-11-22T09:00', to: '2026-11-22T12:00' };
    await chat.rule({
      freezes: [{ ...freeze, during: 'hold' }],
      burst: { within: '10m' },
      reuse: { uses: 2, within: '1h' },
    });
    const short = { ...deployPayments, change: { commit: 'abcdef0' } };
    const ids = [await chat.asked(short), await chat.asked({ ...short, resource: 'web' })];
    const { text } = await chat.card(ids[0] ?? '');
    expect(text).toContain('Once approved, each takes effect at 2026-11-22T12:00:00Z');
    expect(text).toContain('Once approved, each may run 2 times, each begun within 1h.');
    for (const id of ids) await chat.approve(id, 'ada');
    await chat.settle();
    expect((await chat.card(ids[0] ?? '')).text).not.toContain('Once approved');
  });

  it('says nothing of what there is not', async () => {
    const chat = await open();
    await chat.rule({});
    expect((await chat.card(await chat.asked(deployPayments))).text).not.toContain('Once approved');
  });
});
