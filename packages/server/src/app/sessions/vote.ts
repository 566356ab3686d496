import type { Digest } from '@countersign/core/digest';
import { votesOf, type RequestState } from '@countersign/core/request/state';
import { said } from '@countersign/core/text/said';
import type { RequestView } from '@countersign/core/wire/request-view';
import type { ChatUseCases } from '../../ports/chat-use-cases.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { notFound } from '../find-request.ts';
import { showToPerson } from './read-requests.ts';
import { accountOf, type SignedIn } from './sign-in.ts';

/** A vote, and what the person had before their eyes: `stage` counts from 0. */
export type Ballot = {
  vote: 'approve' | 'reject';
  digest: Digest;
  stage: number;
  comment?: string | undefined;
  /** They say that they have read the change. */
  reviewed?: boolean | undefined;
  /** Their name for this act: the same one again is a replay. */
  key?: string | undefined;
};

/**
 * The vote of a person who has signed in, judged as a click on a card is. To say again what stands
 * already changes nothing and is answered as the first time. Throws a Fault with the refusal's code.
 */
export async function voteBySession(
  ctx: Context,
  castVote: ChatUseCases['castVote'],
  { me, id, ballot }: { me: SignedIn; id: string; ballot: Ballot },
): Promise<RequestView> {
  const { vote, digest, stage, reviewed, key } = ballot;
  const comment = ballot.comment === undefined ? undefined : await ctx.maskText(ballot.comment);
  const stands = async () => {
    const found = await ctx.store.requests.get(id);
    if (!found) throw notFound(id);
    return isSaid(found.state, me, { ...ballot, comment });
  };
  if (await stands()) return showToPerson(ctx, id);
  const result = await castVote({
    target: { request: id, stage, seen: { digest } },
    vote,
    ...(comment === undefined ? {} : { comment }),
    ...(reviewed ? { reviewed } : {}),
    account: accountOf(me),
    kind: 'api',
    session: me.session.id,
    channel: null,
    message: null,
    ...(key === undefined ? {} : { act: `${me.person.id} ${key}` }),
  });
  // Of two that are sent at once, one finds the other.
  if (result?.ok || (await stands())) return showToPerson(ctx, id);
  if (result === null) throw new Fault('idempotency_key_reused', REUSED);
  throw new Fault(result.refusal.code, result.sentence);
}

const REUSED =
  'Nothing was changed: a vote of yours came with this Idempotency-Key before, and does not stand. Read the request, and vote with another key.';

/** Their latest word at that stage, by a session, is this very one. */
function isSaid(state: RequestState, me: SignedIn, ballot: Ballot): boolean {
  const { platform, user } = accountOf(me);
  const own = votesOf(state, ballot.stage).find(
    ({ via }) => via.platform === platform && via.user === user,
  );
  const comment = said(ballot.comment) || undefined;
  return own?.vote === ballot.vote && own.digest === ballot.digest && own.comment === comment;
}
