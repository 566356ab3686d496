import { describe, expect, it } from 'vitest';
import { deployPayments } from '../support/world.ts';
import { platforms } from './platforms.ts';
import { vault } from './requests.ts';

const release = { name: 'release', quorum: 1, groups: ['releasers'] };

describe.each(platforms)('%s', (_, open) => {
  it('calls those who can act when it shows the card, and not the person behind the bot', async () => {
    const chat = await open();
    const id = await chat.asked();
    expect(await chat.called(id)).toEqual([['ada', 'grace', 'lise']]);
  });

  it('calls nobody again when the card is redrawn', async () => {
    const chat = await open();
    await chat.rule({ stages: [{ ...release, quorum: 2 }] });
    const id = await chat.asked();
    await chat.approve(id, 'ada');
    await chat.settle();
    expect((await chat.called(id)).flat()).toEqual([]);
  });

  it('calls those of the next stage once it opens', async () => {
    const chat = await open();
    const id = await chat.asked(vault);
    await chat.approve(id, 'ada');
    await chat.settle();
    expect((await chat.called(id)).flat()).toEqual(['grace', 'lise']);
  });

  it('calls a stand-in beside who named them, where one may vote for another', async () => {
    const chat = await open();
    await chat.say('ada', 'delegate @emmy until 2026-12-01');
    expect(await chat.called(await chat.asked())).toEqual([['ada', 'emmy', 'grace', 'lise']]);
    await chat.rule({ stages: [{ ...release, delegation: false }] });
    expect(await chat.called(await chat.asked())).toEqual([['ada', 'grace', 'lise']]);
  });

  it('calls nobody for whom a stand-in has voted', async () => {
    const chat = await open();
    await chat.rule({ stages: [{ ...release, quorum: 2, remind: ['10m'] }] });
    const id = await chat.asked();
    await chat.say('ada', 'delegate @emmy until 2026-12-01');
    await chat.approve(id, 'emmy');
    await chat.settle();
    await chat.tick(10 * 60_000);
    await chat.settle();
    expect((await chat.called(id)).at(-1)).toEqual(['grace', 'lise']);
  });

  it('calls whom an escalation adds in the channel that it names, and nowhere else', async () => {
    const chat = await open();
    await chat.rule((route) => ({
      stages: [
        { ...release, quorum: 2, escalate: [{ after: '10m', groups: ['security'], route }] },
      ],
    }));
    const id = await chat.asked();
    const calls = () => chat.everything().split('"For ').length;
    const before = calls();
    await chat.tick(10 * 60_000);
    await chat.settle();
    // What is drawn anew mentions nobody any more.
    expect((await chat.called(id)).flat()).toEqual([]);
    expect(calls()).toBeGreaterThan(before);
  });

  it('calls, in a reminder, those who still can, and no others', async () => {
    const chat = await open();
    await chat.rule({ stages: [{ ...release, quorum: 2, remind: ['10m', '20m'] }] });
    const id = await chat.asked();
    await chat.approve(id, 'grace');
    await chat.settle();
    for (const _time of [1, 2]) {
      await chat.tick(10 * 60_000);
      await chat.settle();
    }
    const lines = (await chat.called(id)).slice(1).filter((called) => called.length > 0);
    expect(lines).toEqual([
      ['ada', 'lise'],
      ['ada', 'lise'],
    ]);
  });

  it('calls, in an escalation, those whom it adds', async () => {
    const chat = await open();
    await chat.rule({
      stages: [{ ...release, escalate: [{ after: '10m', groups: ['security'] }] }],
    });
    const id = await chat.asked();
    await chat.tick(10 * 60_000);
    await chat.settle();
    expect((await chat.called(id)).at(-1)).toEqual(['grace', 'lise']);
  });

  it('calls nobody where the rule says so', async () => {
    const chat = await open();
    await chat.rule({ ping: false, stages: [{ ...release, remind: ['10m'] }] });
    const id = await chat.asked();
    await chat.tick(10 * 60_000);
    await chat.settle();
    expect((await chat.called(id)).flat()).toEqual([]);
  });

  it('calls nobody once it is decided', async () => {
    const chat = await open();
    const id = await chat.ask();
    await chat.withdraw(id);
    await chat.settle();
    expect((await chat.called(id)).flat()).toEqual([]);
  });

  it('calls nobody whom the bot would like to be called', async () => {
    const chat = await open();
    await chat.rule({ ping: false });
    const words = '<!subteam^S0RELEASE> <@U0ADA> <!channel> <at>Ada Lovelace</at> @releasers';
    const id = await chat.asked({ ...deployPayments, resource: 'x', reason: words });
    expect((await chat.called(id)).flat()).toEqual([]);
  });
});
