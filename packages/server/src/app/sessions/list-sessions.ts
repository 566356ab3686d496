import { may } from '@countersign/core/roles';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import type { SignedIn, SignIn } from './sign-in.ts';

/** Where a person is signed in, the latest first: their own, or another one's for who may see that. */
export async function listSessions(
  ctx: Context,
  signIn: SignIn,
  me: SignedIn,
  person = me.person.id,
) {
  if (person !== me.person.id && !may(me.roles, 'sessions.all')) {
    throw new Fault(
      'forbidden',
      'You may list your own sessions; an admin may list those of others.',
    );
  }
  const now = ctx.now();
  const found = await ctx.store.sessions.of(person, now);
  return found
    .filter(({ seenAt }) => now < seenAt + signIn.idleMs)
    .map(({ id, startedAt, seenAt, expiresAt }) => ({
      id,
      current: id === me.session.id,
      startedAt: instant(startedAt),
      seenAt: instant(seenAt),
      expiresAt: instant(expiresAt),
    }));
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
