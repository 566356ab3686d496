import type { RequestState } from '@countersign/core/request/state';
import type { Card } from '../../ports/card.ts';
import { ChatFailure } from '../../ports/chat.ts';
import type { AskPeople, Delivery, NewDelivery, Task } from '../../ports/delivery.ts';
import type { Change, StoredRequest, Submitted } from '../../ports/stored-request.ts';
import type { Context } from '../context.ts';
import { DIRECT, isAlive, isForNobody, isSinceEmergency, isStillAsked } from '../direct.ts';
import { noteworthy } from '../entries.ts';
import { postCard, redrawAsked } from '../lanes.ts';
import { newCard } from '../new-card.ts';
import { reachPeople, type Reached } from '../reach-people.ts';
import { useFallbacks } from '../use-fallbacks.ts';
import { chatOf } from './find-card.ts';
import { afterFailure, done, type Delivered } from './result.ts';

/** Attempts, after which those who wait hear that nobody could be asked. */
const PATIENCE = 4;

/**
 * Gives each of those who can act now a card of their own. Who they are is looked up before anything
 * is locked; what was done before, and by another attempt, is done once.
 */
export async function askPeople(
  ctx: Context,
  { id, attempt }: Delivery,
  { ask }: Extract<Task, { kind: 'people.ask' }>,
): Promise<Delivered> {
  const found = await ctx.store.requests.withSubmission(ask.request);
  if (!found || !isStillAsked(found.request.state, ask)) return done;
  const reached = await reachPeople(ctx, found.request, ask).catch((error: unknown) => {
    return error instanceof Error ? error : new Error(String(error));
  });
  if (reached instanceof Error) {
    const error = reached.message;
    if (attempt === PATIENCE) await nobodyAsked(ctx, ask, `They could not be looked up: ${error}`);
    const isTold = reached instanceof ChatFailure && reached.kind === 'retry';
    return isTold ? afterFailure(reached) : { outcome: 'retry', error };
  }
  if (reached.nobody !== null) ctx.report.warn({ request: ask.request }, reached.nobody);
  await ctx.store.requests.change(
    ask.request,
    (current) => asked(ctx, ask, { found, reached, current }),
    { ends: { id, attempt } },
  );
  return { outcome: 'settled' };
}

async function nobodyAsked(ctx: Context, ask: AskPeople, why: string): Promise<void> {
  ctx.report.warn({ request: ask.request }, why);
  await ctx.store.requests.change(ask.request, (current) => ({
    ...noted(ctx, ask, current, why),
    result: null,
  }));
}

type Asking = { found: Submitted; reached: Reached; current: StoredRequest };

/** Runs inside the transaction, and may run again. */
function asked(ctx: Context, ask: AskPeople, { found, reached, current }: Asking): Change<null> {
  const { state, cards } = current;
  if (!isStillAsked(state, ask)) return { result: null };
  const { people, nobody } = reached;
  if (nobody !== null) return { ...noted(ctx, ask, current, nobody), result: null };
  const now = ctx.now();
  const added: Card[] = [];
  const again: Card[] = [];
  for (const { platform, user, channel } of people) {
    const theirs = cards.filter((c) => c.platform === platform && c.direct?.recipient === user);
    const own = theirs.find((c) => ask.stage !== null || isSinceEmergency(state, c));
    if (own) again.push(...toAskAgain(own, state));
    else {
      const whole = chatOf(ctx, platform).showsWhole(found.submission);
      const card = newCard(ctx, state, { platform, channel }, whole);
      added.push({ ...card, direct: { recipient: user, stage: state.stage } });
    }
  }
  const body = {
    stage: ask.stage,
    people: people.map(({ person, platform }) => ({ person, platform })),
    unreached: reached.unreached.map(({ person }) => person),
  };
  const entries = [noteworthy(ctx, 'people.asked', body, state.id)];
  const repaired = cards.filter((card) => isForNobody(card) && card.unavailable !== null);
  return {
    cards: [...added, ...again, ...repaired.map((card) => ({ ...card, unavailable: null }))],
    entries: added.length > 0 ? entries : [],
    deliveries: [
      ...added.map((card) => postCard(ctx, card, now)),
      ...again.flatMap((card) => (card.message === null ? [] : [redrawAsked(ctx, card, now)])),
    ],
    result: null,
  };
}

function asksAt({ direct }: Card, stage: number | null): boolean {
  return direct !== undefined && direct.stage === stage;
}

/** Who was asked about an earlier stage gets buttons for this one. */
function toAskAgain(card: Card, { stage }: RequestState): Card[] {
  if (card.direct === undefined || card.direct.stage === stage) return [];
  return [{ ...card, direct: { ...card.direct, stage }, drawn: 0 }];
}

/** One card stands for all who could not be asked, so that what is said of channels is said of them. */
function noted(
  ctx: Context,
  ask: AskPeople,
  current: StoredRequest,
  reason: string,
): Omit<Change<null>, 'result'> {
  const { state, cards } = current;
  const [platform] = ask.direct;
  // Those of an earlier stage have a card, and are asked no more.
  const asking = cards.filter((card) => isAlive(card) && (!card.direct || asksAt(card, ask.stage)));
  const isAsked = asking.some(({ direct }) => direct);
  const before = cards.find(isForNobody);
  if (platform === undefined || isAsked || before?.unavailable === reason) return {};
  const blank = newCard(ctx, state, { platform, channel: DIRECT }, false);
  const card = before ?? { ...blank, direct: { recipient: '', stage: state.stage } };
  // Where another card is there, people are asked by that one.
  const used = asking.length > 0 ? null : useFallbacks(ctx, current, card);
  const body = { platform, channel: DIRECT, reason };
  const deliveries: NewDelivery[] = used?.deliveries ?? [];
  return {
    cards: [{ ...card, unavailable: reason, fallback: card.fallback || used !== null }],
    entries: [noteworthy(ctx, 'channel.unavailable', body, state.id)],
    deliveries,
  };
}
