import { isDigest } from '@countersign/core/digest';
import { grantClaims } from '@countersign/core/grant/claims';
import { grantBody } from '@countersign/core/grant/entries';
import type { Grant } from '@countersign/core/grant/grant';
import { judgeGrant, type GrantRefusal } from '@countersign/core/grant/judge';
import { judgeStanding, type StandingRefusal } from '@countersign/core/identity/standing';
import type { Caller } from '../caller.ts';
import type { Context } from '../context.ts';
import { noteworthy } from '../entries.ts';
import { Fault } from '../fault.ts';
import { notFound } from '../find-request.ts';
import { registeredAs } from '../identities/may-act.ts';
import { endGrant } from './end-grant.ts';

export type GrantAsk = {
  run: string;
  /** Of what is about to run. */
  digest: string;
  audience?: readonly string[] | undefined;
  scope?: readonly string[] | undefined;
};

/** `token` is shown to the caller and kept nowhere. */
export type IssuedGrant = { grant: Grant; audience: string[]; scope: string[]; token: string };

/**
 * The grant of an approval, for the run that took it: issued once, and told again to the same run.
 * Judged under the row's lock, so that of several that ask at once there is one; and in order with a
 * suspension of the identity, which either refuses it or ends it.
 */
export async function issueGrant(
  ctx: Context,
  caller: Caller,
  id: string,
  { run, digest, audience, scope }: GrantAsk,
): Promise<IssuedGrant> {
  if (!isDigest(digest)) throw new Fault('stale_digest', `${notADigest} Nothing was issued.`);
  const own = ctx.issuer.own();
  const newId = ctx.newId('grant');
  const { behind } = caller;
  const asked = {
    run,
    digest,
    newId,
    own,
    behind,
    ...(audience && { audience }),
    ...(scope && { scope }),
  };
  const holder = caller.identity.id;
  const judged = await ctx.store.grants.issue<Judged>(id, holder, (current, given, isSuspended) => {
    const { state, runs } = current;
    if (state.identity.id !== holder) return { result: null };
    const stopped = judgeStanding(registeredAs(caller, isSuspended));
    if (stopped) return { result: { ok: false, refusal: stopped } };
    const now = ctx.now();
    const made = judgeGrant(state, { ...asked, runs, given }, now);
    if (!made.ok) {
      // Whoever comes with another change has left what was approved.
      const isChanged = made.refusal.code === 'stale_digest';
      return { ...(isChanged ? endGrant(ctx, given, 'changed') : {}), result: made };
    }
    const { grant, isNew } = made;
    if (!isNew) return { result: made };
    const entry = noteworthy(ctx, 'grant.issued', grantBody['grant.issued'](grant), id);
    return { grant, entries: [entry], result: made };
  });
  if (!judged) throw notFound(id);
  if (!judged.ok) throw new Fault(judged.refusal.code, judged.refusal.message);
  const { grant, scope: granted } = judged;
  const claims = grantClaims({ ...grant, scope: granted }, ctx.issuer.url(), judged.audience);
  const token = await ctx.issuer.sign(claims);
  return { grant, audience: judged.audience, scope: granted, token };
}

type Judged =
  | null
  | { ok: false; refusal: GrantRefusal | StandingRefusal }
  | { ok: true; grant: Grant; audience: string[]; scope: string[] };

const notADigest = 'This is not a change digest: it looks like sha256: and 64 hex digits.';
