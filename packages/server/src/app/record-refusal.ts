import { isOnChat, type Person } from '@countersign/core/people';
import type { NewDelivery } from '../ports/delivery.ts';
import type { VoteInput, VoteResult } from '../ports/chat-use-cases.ts';
import type { Context } from './context.ts';
import { noteworthy } from './entries.ts';
import { privateNote } from './lanes.ts';
import type { Located } from './locate-vote.ts';

const MINUTE_MS = 60_000;

/**
 * The attempt goes on record, and whoever clicked learns why and who can. Once a minute for the
 * same person and reason: who clicks three hundred times fills neither the log nor a channel.
 */
export async function recordRefusal(
  ctx: Context,
  { input, person, located }: { input: VoteInput; person: Person; located: Located },
  { refusal, sentence }: Extract<VoteResult, { ok: false }>,
): Promise<void> {
  const { account, kind, vote } = input;
  const { id } = located.stored.state;
  const { code } = refusal;
  const body = { code, vote, person: person.id, account: { ...account } };
  const entries = code === 'reason_required' ? [] : [noteworthy(ctx, 'vote.refused', body, id)];
  const deliveries = noteFor(ctx, input, located, sentence);
  if (entries.length + deliveries.length === 0) return;
  const now = ctx.now();
  // The kind, since a command that was answered has not told of the click after it.
  const { platform, team, user } = account;
  const what = [id, platform, team, user, code, kind, Math.floor(now / MINUTE_MS)];
  const sight = { scope: 'refusal', id: what.join(' '), at: now };
  await ctx.store.commitOnce(sight, { entries, deliveries });
}

/** A command or a form answers by itself; a click on a button mostly has no other way to be told. */
function noteFor(
  ctx: Context,
  { account, kind, channel, message, answered }: VoteInput,
  { stored: { state } }: Located,
  text: string,
): NewDelivery[] {
  if (kind !== 'button' || channel === null || answered || !isOnChat(account)) return [];
  // Slack shows a private note in a thread only once the thread has a reply.
  const thread = state.votes.length > 0 ? message : null;
  const { platform, user } = account;
  const note = { platform, channel, user, thread, text };
  return [privateNote(ctx, note, state.id, ctx.now())];
}
