import { may } from '@countersign/core/roles';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../../app/context.ts';
import { Fault } from '../../app/fault.ts';
import { NO_ROLE } from '../../app/sessions/finish-sign-in.ts';
import { proveSession } from '../../app/sessions/prove-session.ts';
import type { SignedIn, SignIn } from '../../app/sessions/sign-in.ts';
import { accessOf } from '../access.ts';
import { ownCookie } from './cookies.ts';
import { assertOwnPage } from './csrf.ts';

/** What the routes know of people who sign in. */
export type PeopleDeps = {
  signIn: SignIn;
  /** An origin. */
  publicUrl: string;
  attemptsPerMinute: number;
};

/**
 * True where a session proved who calls and they may call this; false where no session came along, or
 * a credential did, which alone counts then. Throws a Fault.
 */
export type ProvePerson = (request: FastifyRequest, reply: FastifyReply) => Promise<boolean>;

const signedIn = new WeakMap<FastifyRequest, SignedIn>();

/** Who calls by a session; undefined where a bot or an operator calls by a credential. */
export function personOf(request: FastifyRequest): SignedIn | undefined {
  return signedIn.get(request);
}

/**
 * The same, where what they may decide can be shown to them: by a call that our own page or they
 * themselves made, as other pages can't read an answer that the log then says they were shown.
 */
export function readerOf(request: FastifyRequest): SignedIn | undefined {
  const { origin, 'sec-fetch-site': site } = request.headers;
  // A browser that tells no site names the origin of who reads across it, and of nobody else.
  const isOwn =
    site === undefined ? origin === undefined : site === 'same-origin' || site === 'none';
  return isOwn && request.method === 'GET' ? personOf(request) : undefined;
}

/** Closes the routes of `app` to all but who has signed in, before a byte of the body is read. */
export function requireSession(
  app: Pick<FastifyInstance, 'addHook'>,
  provePerson: ProvePerson,
): void {
  app.addHook('onRequest', async (request, reply) => {
    if (await provePerson(request, reply)) return;
    throw new Fault('unauthenticated', 'Nobody is signed in. Sign in at /auth/login.');
  });
}

/** Who calls a route that {@link requireSession} has closed. */
export function signedInBy(request: FastifyRequest): SignedIn {
  const person = personOf(request);
  if (!person) throw new Error('A route was reached by somebody who is not signed in.');
  return person;
}

export function provePeople(ctx: Context, { signIn, publicUrl }: PeopleDeps): ProvePerson {
  const session = ownCookie('countersign', publicUrl);
  return async (request, reply) => {
    const cookie = session.read(request.headers.cookie);
    if (cookie === undefined || request.headers.authorization !== undefined) return false;
    // Nothing that is told to a person is for anybody who comes after them.
    reply.header('cache-control', 'no-store');
    const changesNothing = request.method === 'GET' || request.method === 'HEAD';
    if (!changesNothing) assertOwnPage(request, cookie, publicUrl);
    const person = await proveSession(ctx, signIn, cookie);
    assertMay(person, request);
    signedIn.set(request, person);
    return true;
  };
}

function assertMay({ roles }: SignedIn, request: FastifyRequest): void {
  const wanted = accessOf(request)?.person;
  if (wanted === 'signed_in') return;
  if (roles.length === 0) throw new Fault('no_role', NO_ROLE);
  if (wanted === undefined) {
    throw new Fault(
      'forbidden',
      'No session opens this: it is for bots, with a credential of their own.',
    );
  }
  if (may(roles, wanted)) return;
  throw new Fault(
    'forbidden',
    `This takes a role that may do ${wanted}, and you are ${roles.join(' and ')}. Have an operator change it, under roles.`,
  );
}
