import type { Card } from '../ports/card.ts';
import type { AskPeople, NewDelivery, Task } from '../ports/delivery.ts';
import type { Context } from './context.ts';

/**
 * Which deliveries wait for each other. New messages of one channel keep their order and the
 * platform's pace. Edits of one card keep theirs and don't queue behind the channel's posts: a
 * decided card must not stay live while a hundred new ones are posted.
 */

/** What it takes to make a delivery. */
type Maker = Pick<Context, 'newId' | 'postPaceMs'>;

export function postCard(ctx: Maker, card: Card, now: number): NewDelivery {
  return inChannel(ctx, card, { kind: 'card.post', card: card.id }, now);
}

export function postCardAgain(ctx: Maker, card: Card, now: number): NewDelivery {
  return inChannel(ctx, card, { kind: 'card.post', card: card.id, again: true }, now);
}

/** By itself: one that a platform does not take would hold up all cards of the channel. */
export function uploadChange(ctx: Context, card: Card, now: number): NewDelivery {
  const lane = `${card.platform}:upload:${card.id}`;
  const task: Task = { kind: 'card.upload', card: card.id };
  return delivery(ctx, lane, ctx.postPaceMs, task, card.request, now);
}

export function postInThread(
  ctx: Context,
  card: Card,
  text: string,
  now: number,
  ping: string[] = [],
): NewDelivery {
  const task: Task = { kind: 'thread.post', card: card.id, text };
  return inChannel(ctx, card, ping.length > 0 ? { ...task, ping } : task, now);
}

/**
 * A list says of each request itself what became of it: its thread is for what calls people. So is a
 * person's own conversation.
 */
export function threadLines(
  ctx: Context,
  card: Card,
  line: string | null,
  now: number,
  ping: string[] = [],
): NewDelivery[] {
  const isBrief = card.list !== undefined || card.direct !== undefined;
  const isSaid = line === null || (isBrief && ping.length === 0);
  return isSaid ? [] : [postInThread(ctx, card, line, now, ping)];
}

export function redrawCard(ctx: Maker, card: Card, now: number): NewDelivery {
  return onCard(ctx, card, { kind: 'card.redraw', card: card.id }, now);
}

/** What is announced where a list stands already, which is an edit otherwise, and calls nobody. */
export function announce(
  ctx: Context,
  card: Card,
  text: string,
  now: number,
  ping: string[],
): NewDelivery {
  const task: Task = { kind: 'thread.post', card: card.id, text, ping, alone: true };
  return inChannel(ctx, card, task, now);
}

/** Its person is asked once more. */
export function redrawAsked(ctx: Maker, card: Card, now: number): NewDelivery {
  return onCard(ctx, card, { kind: 'card.redraw', card: card.id, asks: true }, now);
}

/** Its message is said to be deleted. */
export function redrawDeleted(ctx: Maker, card: Card, message: string, now: number): NewDelivery {
  return onCard(ctx, card, { kind: 'card.redraw', card: card.id, deleted: message }, now);
}

/** For the first time: in a message of its own, or in that of others like it. */
export function showCard(ctx: Maker, card: Card, now: number): NewDelivery {
  return card.list === undefined ? postCard(ctx, card, now) : redrawList(ctx, card, card.list, now);
}

/** What has become of a request; a card that is not posted yet is brought up to date by its posting. */
export function refreshCard(ctx: Maker, card: Card, now: number): NewDelivery[] {
  if (card.list !== undefined) return [redrawList(ctx, card, card.list, now)];
  return card.message === null ? [] : [redrawCard(ctx, card, now)];
}

/** Once the posts before it are done: the list may be among them, drawn from what was before. */
export function redrawPosted(ctx: Maker, card: Card, now: number): NewDelivery {
  const task: Task = { kind: 'card.redraw', card: card.id, behindPosts: true };
  return { ...inChannel(ctx, card, task, now), paceMs: 0 };
}

function redrawList(ctx: Maker, { platform, request }: Card, list: string, now: number) {
  const task: Task = { kind: 'card.redraw', card: list };
  return delivery(ctx, `${platform}:edit:${list}`, 0, task, request, now);
}

export function supersedeCopy(ctx: Context, card: Card, message: string, now: number): NewDelivery {
  const { id, channel } = card;
  return onCard(ctx, card, { kind: 'card.supersede', card: id, channel, message }, now);
}

export function giveUpCard(
  ctx: Maker,
  given: { card: string; reason: string; request: string | null },
  now: number,
): NewDelivery {
  const { card, reason, request } = given;
  const task: Task = { kind: 'card.given_up', card, reason };
  return delivery(ctx, `given-up:${card}`, 0, task, request, now);
}

export function tellFallback(ctx: Maker, fallback: string, card: Card, now: number): NewDelivery {
  const task: Task = { kind: 'fallback.tell', fallback, card: card.id };
  return toFallback(ctx, fallback, task, card.request, now);
}

export function settleFallback(
  ctx: Maker,
  fallback: string,
  request: string,
  now: number,
): NewDelivery {
  return toFallback(ctx, fallback, { kind: 'fallback.settle', fallback, request }, request, now);
}

export function privateNote(
  ctx: Context,
  note: Omit<Extract<Task, { kind: 'note.post' }>, 'kind'>,
  request: string | null,
  now: number,
): NewDelivery {
  const lane = `${note.platform}:note:${note.user}`;
  return delivery(ctx, lane, 0, { kind: 'note.post', ...note }, request, now);
}

/** One after the other, so that nobody gets two cards. */
export function askPeople(ctx: Maker, ask: AskPeople, now: number): NewDelivery {
  return delivery(ctx, `people:${ask.request}`, 0, { kind: 'people.ask', ask }, ask.request, now);
}

export function sendDetails(
  ctx: Maker,
  task: Omit<Extract<Task, { kind: 'details.send' }>, 'kind'>,
  now: number,
): NewDelivery {
  const { platform, user } = task.account;
  const lane = `${platform}:note:${user}`;
  return delivery(ctx, lane, 0, { kind: 'details.send', ...task }, task.request, now);
}

export function fireWebhook(
  ctx: Context,
  task: Omit<Extract<Task, { kind: 'webhook.send' }>, 'kind'>,
  request: string,
  now: number,
): NewDelivery {
  const lane = `webhook:${task.webhook}:${request}`;
  return delivery(ctx, lane, 0, { kind: 'webhook.send', ...task }, request, now);
}

/** Each by itself: what one person did waits for nobody. */
export function takeUp(
  ctx: Maker,
  task: Omit<Extract<Task, { kind: 'input.take_up' }>, 'kind'>,
  runAt: number,
): NewDelivery {
  const made = delivery(ctx, '', 0, { kind: 'input.take_up', ...task }, null, runAt);
  return { ...made, lane: `${task.platform}:input:${made.id}` };
}

/** A webhook posts into one channel: in order, so that nothing ends before it was told of. */
function toFallback(
  ctx: Maker,
  name: string,
  task: Task,
  request: string,
  now: number,
): NewDelivery {
  return delivery(ctx, `fallback:${name}`, ctx.postPaceMs, task, request, now);
}

function inChannel(ctx: Maker, card: Card, task: Task, now: number): NewDelivery {
  // The posts of a person's own conversation wait for each other as those of a channel do.
  const lane = `${card.platform}:post:${card.channel}`;
  return delivery(ctx, lane, ctx.postPaceMs, task, card.request, now);
}

function onCard(ctx: Maker, card: Card, task: Task, now: number): NewDelivery {
  return delivery(ctx, `${card.platform}:edit:${card.id}`, 0, task, card.request, now);
}

function delivery(
  ctx: Maker,
  lane: string,
  paceMs: number,
  task: Task,
  request: string | null,
  runAt: number,
): NewDelivery {
  return { id: ctx.newId('dlv'), lane, paceMs, task, request, runAt };
}
