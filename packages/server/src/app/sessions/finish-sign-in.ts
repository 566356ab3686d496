import type { Person } from '@countersign/core/people';
import type { Login, SignInAttempt } from '../../ports/login.ts';
import type { Session } from '../../ports/session-store.ts';
import type { Context } from '../context.ts';
import { noteworthy } from '../entries.ts';
import { Fault } from '../fault.ts';
import { accountDigest, faultOf, recordSignInRefusal } from './refuse-sign-in.ts';
import type { SignIn } from './sign-in.ts';

type Answer = {
  /** The query that the provider sent the browser back with. */
  query: string;
  /** What this browser was given when it began. */
  sealed: string | undefined;
  /** The cookie of the session that it had before. */
  cookie: string | undefined;
};

/**
 * The browser is back: the provider's answer is proved against what this very browser began with,
 * the account has to be a configured person's with a role, and the session is a new one, whatever
 * cookie came along. Throws a Fault, and the log keeps its code.
 */
export async function finishSignIn(
  ctx: Context,
  signIn: SignIn,
  answer: Answer,
): Promise<{ cookie: string; returnTo: string }> {
  let login: Login | null = null;
  try {
    const { returnTo, ...attempt } = await begunHere(ctx, signIn, answer.sealed);
    login = await signIn.provider.finish(answer.query, attempt);
    const person = admitted(signIn, login);
    const cookie = signIn.draw();
    await startSession(ctx, signIn, { person, login, cookie, attempt, before: answer.cookie });
    return { cookie, returnTo };
  } catch (error) {
    const fault = faultOf(ctx, error);
    if (fault instanceof Fault) await recordSignInRefusal(ctx, signIn, fault.code, login);
    throw fault;
  }
}

async function begunHere(
  ctx: Context,
  signIn: SignIn,
  sealed: string | undefined,
): Promise<SignInAttempt & { returnTo: string }> {
  const begun = sealed === undefined ? null : await signIn.seal.open(sealed, ctx.now());
  const { state, nonce, verifier, returnTo } = begun ?? {};
  const isWhole = [state, nonce, verifier, returnTo].every((one) => typeof one === 'string');
  if (begun && isWhole) return begun as SignInAttempt & { returnTo: string };
  throw new Fault(
    'sign_in_failed',
    'This browser did not begin to sign in here, or began over ten minutes ago. Begin at /auth/login.',
  );
}

function admitted(signIn: SignIn, login: Login): Person {
  const person = signIn.find(login);
  if (!person) {
    throw new Fault(
      'unknown_login',
      `Nobody here has this account. If you should, have an operator add it to your entry under people: issuer ${login.issuer}, subject ${login.subject}. An e-mail address is not enough.`,
    );
  }
  if (signIn.rolesOf(person, login.groups).length > 0) return person;
  throw new Fault('no_role', NO_ROLE);
}

export const NO_ROLE =
  'You are known here and have no role, so there is nothing that you may do. Have an operator give you or a group of yours one, under roles; groups are read when you sign in.';

async function startSession(
  ctx: Context,
  signIn: SignIn,
  begun: {
    person: Person;
    login: Login;
    cookie: string;
    attempt: SignInAttempt;
    before: string | undefined;
  },
): Promise<void> {
  const { person, login, cookie, attempt, before } = begun;
  const now = ctx.now();
  const session: Session = {
    id: ctx.newId('ses'),
    hash: signIn.digest(cookie),
    person: person.id,
    login,
    startedAt: now,
    seenAt: now,
    expiresAt: now + signIn.absoluteMs,
  };
  const replaced =
    before === undefined ? null : await ctx.store.sessions.byHash(signIn.digest(before));
  const account = accountDigest(signIn, login);
  const body = {
    session: session.id,
    person: person.id,
    account,
    ...(replaced ? { replaces: replaced.id } : {}),
  };
  const once = { scope: 'sign-in', id: signIn.digest(attempt.state), at: now };
  const isFirst = await ctx.store.sessions.start(
    session,
    { once, replaces: replaced?.id },
    { entries: [noteworthy(ctx, 'session.started', body)] },
  );
  if (isFirst) return;
  throw new Fault('sign_in_failed', 'This sign-in has been used already. Sign in again.');
}
