import type { Session } from '../../ports/session-store.ts';
import type { Context } from '../context.ts';
import { noteworthy } from '../entries.ts';
import { Fault } from '../fault.ts';
import type { SignedIn, SignIn } from './sign-in.ts';

/** A session that is used all the time is written once a minute. */
const SEEN_EVERY_MS = 60_000;

/**
 * Who comes with this cookie, and what they are now. Sessions that are over, and those of people whom
 * the configuration does not know by that account any more, end here. Throws a Fault.
 */
export async function proveSession(
  ctx: Context,
  signIn: SignIn,
  cookie: string,
): Promise<SignedIn> {
  const session = await ctx.store.sessions.byHash(signIn.digest(cookie));
  if (!session) throw ended('This session has ended.');
  const now = ctx.now();
  if (now >= session.expiresAt || now >= session.seenAt + signIn.idleMs) {
    await end(ctx, session, 'expired');
    throw ended('This session has expired.');
  }
  const person = signIn.find(session.login);
  if (person?.id !== session.person) {
    await end(ctx, session, 'person_removed');
    throw ended('This session’s account is nobody’s here any more.');
  }
  if (now - session.seenAt >= SEEN_EVERY_MS) await ctx.store.sessions.seen(session.id, now);
  return { person, roles: signIn.rolesOf(person, session.login.groups), session };
}

/** For what takes a while: whoever was shut out meanwhile does nothing more. Throws a Fault. */
export async function assertNotEnded(ctx: Context, id: string): Promise<void> {
  if ((await ctx.store.sessions.byId(id)) === null) throw ended('This session has ended.');
}

async function end(ctx: Context, { id, person }: Session, why: string): Promise<void> {
  const entry = noteworthy(ctx, 'session.ended', { session: id, person, why });
  await ctx.store.sessions.end(id, { entries: [entry] });
}

function ended(what: string): Fault {
  return new Fault('unauthenticated', `${what} Sign in again at /auth/login.`);
}
