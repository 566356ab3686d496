import type { Account, Person } from '@countersign/core/people';
import type { Refusal } from '@countersign/core/request/refusal';
import { refuse } from '@countersign/core/request/refuse';
import type { Via } from '@countersign/core/request/state';
import type { ActInput, VoteResult } from '../ports/chat-use-cases.ts';
import type { Context } from './context.ts';
import { noteworthy } from './entries.ts';

/** The way that a person's will reached us. */
export function viaOf({
  account,
  kind,
  channel,
}: Pick<ActInput, 'account' | 'kind' | 'channel'>): Via {
  const { platform, team, user } = account;
  return { platform, kind, team, user, ...(channel === null ? {} : { channel }) };
}

export function noSuchRequest(): Extract<VoteResult, { ok: false }> {
  const { refusal } = refuse.staleCard();
  return { ok: false, refusal, sentence: refusal.message, request: null, link: null };
}

const MINUTE_MS = 60_000;

/** Who tried what in vain goes on record, once a minute for the same person and reason. */
export async function recordRefused(
  ctx: Context,
  kind: 'break_glass.refused' | 'review.refused',
  { request, account }: { request: string; account: Account },
  { person, refusal: { code } }: { person: Person; refusal: Refusal },
): Promise<void> {
  const now = ctx.now();
  const { platform, team, user } = account;
  const what = [kind, request, platform, team, user, code, Math.floor(now / MINUTE_MS)];
  const body = { code, person: person.id, account: { ...account } };
  const sight = { scope: 'refusal', id: what.join(' '), at: now };
  await ctx.store.commitOnce(sight, { entries: [noteworthy(ctx, kind, body, request)] });
}
