import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { adoptMessage } from '../../src/app/adopt-message.ts';
import { castVote } from '../../src/app/cast-vote.ts';
import { reportOutcome } from '../../src/app/report-outcome.ts';
import { submitRequest } from '../../src/app/submit-request.ts';
import { withdrawRequest } from '../../src/app/withdraw-request.ts';
import type { CardContent } from '../../src/ports/chat.ts';
import type { Card } from '../../src/ports/card.ts';
import { caller, deployPayments } from '../support/world.ts';
import { aRestlessWorld, type Fate, type RestlessWorld } from './restless-chat.ts';

const people = ['ADA', 'BOB', 'CY'];

type Step =
  | { do: 'answer'; which: number; fate: Fate }
  | { do: 'click'; which: number; who: string }
  | { do: 'command'; who: string }
  | { do: 'adopt'; which: number }
  | { do: 'report' }
  | { do: 'withdraw' }
  | { do: 'wait' };

const which = fc.nat(5);
const who = fc.constantFrom(...people);
const fate = fc.constantFrom<Fate>('done', 'done', 'done', 'lost', 'failed');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ do: fc.constant('answer'), which, fate }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('click'), which, who }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('command'), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('adopt'), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('report') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('withdraw') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait') }) },
);

async function take(world: RestlessWorld, id: string, now: Step): Promise<void> {
  const { ctx, seen } = world;
  const [message, at] = [...seen].at('which' in now ? now.which % Math.max(1, seen.size) : 0) ?? [];
  switch (now.do) {
    case 'answer':
      return world.answer(now.which, now.fate);
    case 'click': {
      if (!message || !at || at.content === 'superseded') return;
      const { control } = at.content.card;
      const card = { control, channel: at.channel, message } as Card;
      await castVote(ctx, world.click(card, now.who));
      break;
    }
    case 'command':
      await castVote(ctx, {
        target: { request: id },
        vote: 'approve',
        account: { platform: 'slack', team: 'T1', user: now.who },
        kind: 'command',
        channel: null,
        message: null,
      });
      break;
    case 'adopt':
      if (message && at) await adoptMessage(ctx, at.card, { channel: at.channel, message });
      break;
    case 'report':
      await reportOutcome(ctx, caller, id, { status: 'succeeded' }).catch(() => {});
      break;
    case 'withdraw':
      await withdrawRequest(ctx, caller, id).catch(() => {});
      break;
    case 'wait':
      return world.pass(2_000);
  }
  await world.settle();
}

async function play(large: boolean, steps: Step[]): Promise<void> {
  const world = await aRestlessWorld();
  try {
    world.human('ADA', ['releasers', 'security']);
    world.human('BOB', ['security']);
    world.human('CY', ['security']);
    const diff = large ? 'x'.repeat(20_000) : '-1\n+2\n';
    const { id } = await submitRequest(world.ctx, caller, { ...deployPayments, change: { diff } });
    await world.settle();
    for (const now of steps) await take(world, id, now);
    // In the end Slack tells of every message that it has.
    await world.calm();
    for (const [message, { card, channel }] of world.seen) {
      await adoptMessage(world.ctx, card, { channel, message });
    }
    await world.calm();
    await everyCardTellsTheTruth(world, id);
  } finally {
    await world.close();
  }
}

async function everyCardTellsTheTruth(world: RestlessWorld, id: string): Promise<void> {
  const stored = await world.store.requests.get(id);
  if (!stored) throw new Error('The request is gone.');
  for (const card of stored.cards) {
    const drawn = [...world.seen].filter(([, { card: of }]) => of === card.id);
    const live = drawn.filter(([, { content }]) => content !== 'superseded');
    expect(live.map(([message]) => message)).toEqual([card.message]);
    const content = live[0]?.[1].content as CardContent;
    expect({
      status: content.state.status,
      votes: content.state.votes.length,
      outcome: content.outcome?.status ?? null,
      control: content.card.control,
      whole: content.card.whole,
    }).toEqual({
      status: stored.state.status,
      votes: stored.state.votes.length,
      outcome: stored.outcome?.status ?? null,
      control: card.control,
      whole: true,
    });
  }
}

const done: Step = { do: 'answer', which: 0, fate: 'done' };
const failed: Step = { do: 'answer', which: 0, fate: 'failed' };
const wait: Step = { do: 'wait' };
const approve: Step[] = people.map((who) => ({ do: 'command', who }));

/** Scripts that once left a card behind. */
const hard: [boolean, Step[]][] = [
  // The change arrives in the thread while a drawing without it is on its way.
  [true, [done, done, wait, wait, done, { do: 'click', which: 0, who: 'ADA' }, done]],
  // The bot reports its outcome while the approved card is on its way to the second channel.
  [false, [done, failed, ...approve, wait, { do: 'report' }, done]],
];

it('in the end each card stands once, shows the last word, and has its change with it', async () => {
  const script = fc.array(step, { minLength: 5, maxLength: 60, size: 'max' });
  const property = fc.asyncProperty(fc.boolean(), script, play);
  const run = fc.check(property, { numRuns: 100, examples: hard });
  expect(fc.defaultReportMessage(await run)).toBeUndefined();
}, 600_000);
