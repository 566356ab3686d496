import { likenessOf } from '@countersign/core/request/likeness';
import type { RequestState } from '@countersign/core/request/state';
import { stoppedSentence } from '@countersign/core/request/stopped-sentence';
import type { Card } from '../../ports/card.ts';
import type { Delivery, Task } from '../../ports/delivery.ts';
import type { Context } from '../context.ts';
import { mayShow } from '../direct.ts';
import { stoppedWhileOpen } from '../identities/stopped.ts';
import { pingFor } from '../ping.ts';
import { isStillToAct } from '../reach-people.ts';
import { findCard } from './find-card.ts';
import { afterFailure, done, type Delivered } from './result.ts';

/** Adds a line to the card's thread. */
export async function postInThread(
  ctx: Context,
  { ambiguous }: Delivery,
  { card: id, text, ping: groups = [], alone }: Extract<Task, { kind: 'thread.post' }>,
): Promise<Delivered> {
  const { card, chat, request } = await findCard(ctx, id);
  // The card was never posted, so there is no thread; its lane kept this one behind the posting.
  if (card.message === null || !mayShow(ctx, card)) return done;
  const stopped = groups.length > 0 ? await stoppedWhileOpen(ctx, request.state) : null;
  if (card.direct && (stopped || !(await isStillToAct(ctx, card, request.state, groups)))) {
    return done;
  }
  const list = await listOf(ctx, card);
  if (list !== null && alone !== true) {
    // The lists of one burst call people together.
    const burst = [likenessOf(request.state) ?? list, card.platform, card.channel].join(' ');
    if (!(await callsAnew(ctx, { burst, groups, text }))) return done;
  }
  try {
    // An attempt that may have got through has called people.
    const ping = ambiguous || stopped ? null : await pingFor(ctx, card, request, groups);
    const at = { channel: card.channel, message: card.message };
    const said = stopped ? `${text} ${stoppedSentence(request.state, stopped)}` : text;
    const line = list === null ? said : `${aboutOne(request.state, alone)} ${said}`;
    await (ping ? chat.reply(at, line, ping) : chat.reply(at, line));
    return done;
  } catch (failure) {
    return afterFailure(failure);
  }
}

/** The card whose message shows several requests, this one among them. */
async function listOf(ctx: Context, { id, list, likeness }: Card): Promise<string | null> {
  if (list !== undefined) return list;
  if (likeness === undefined) return null;
  return (await ctx.store.lists.others(id)).length > 0 ? id : null;
}

/** As long as those of a list are reminded of one after the other. */
const TOGETHER_MS = 10 * 60_000;

/**
 * A list says itself what became of each. People are called once for all of them, by the first that
 * has a reason to.
 */
async function callsAnew(
  ctx: Context,
  { burst, groups, text }: { burst: string; groups: string[]; text: string },
): Promise<boolean> {
  if (groups.length === 0) return false;
  const now = ctx.now();
  const what = [burst, Math.floor(now / TOGETHER_MS), ...groups.toSorted(), text].join(' ');
  return ctx.store.firstSight('list.called', what, now);
}

function aboutOne({ action, resource, environment }: RequestState, alone?: true): string {
  return `${action} ${resource} in ${environment}${alone ? '' : ', and others of this list'}:`;
}
