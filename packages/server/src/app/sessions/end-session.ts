import { may } from '@countersign/core/roles';
import type { Context } from '../context.ts';
import { noteworthy } from '../entries.ts';
import { Fault } from '../fault.ts';
import type { SignedIn } from './sign-in.ts';

/** Ends the session that is used just now. */
export async function signOut(ctx: Context, me: SignedIn): Promise<void> {
  await end(ctx, me, me.session, 'signed_out');
}

/** Ends one of one's own sessions, or anybody's for who may do that. */
export async function endSession(ctx: Context, me: SignedIn, id: string): Promise<void> {
  const session = await ctx.store.sessions.byId(id);
  const isMine = session?.person === me.person.id;
  const isOpen = isMine || may(me.roles, 'sessions.all');
  if (session && isOpen && (await end(ctx, me, session, isMine ? 'ended' : 'ended_by_admin')))
    return;
  throw new Fault('not_found', 'There is no such session of yours; it may have ended already.');
}

async function end(
  ctx: Context,
  { person: by }: SignedIn,
  { id, person }: SignedIn['session'],
  why: string,
): Promise<boolean> {
  const body = { session: id, person, why, ...(by.id === person ? {} : { by: by.id }) };
  return ctx.store.sessions.end(id, { entries: [noteworthy(ctx, 'session.ended', body)] });
}
