import { SignInFailed, type Login } from '../../ports/login.ts';
import type { Context } from '../context.ts';
import { noteworthy } from '../entries.ts';
import { Fault } from '../fault.ts';
import type { SignIn } from './sign-in.ts';

const MINUTE_MS = 60_000;

/** To be thrown for what the provider's side says; what nobody foresaw stays what it is. */
export function faultOf(ctx: Context, error: unknown): unknown {
  if (!(error instanceof SignInFailed)) return error;
  const { code, message, cause } = error;
  if (cause !== undefined) ctx.report.warn({ err: cause }, 'The provider of sign-ins failed.');
  return code === 'unavailable' ? new Fault(code, message, 5) : new Fault(code, message);
}

/**
 * Nobody gets in, and the log knows why: once a minute for the same account and reason, so that
 * whoever tries all day does not fill it. Accounts stand there by their digest.
 */
export async function recordSignInRefusal(
  ctx: Context,
  signIn: SignIn,
  code: Fault['code'],
  login: Login | null,
): Promise<void> {
  const now = ctx.now();
  const account = login && accountDigest(signIn, login);
  const id = [code, account ?? '', Math.floor(now / MINUTE_MS)].join(' ');
  const body = { code, ...(account === null ? {} : { account }) };
  await ctx.store.commitOnce(
    { scope: 'sign-in.refused', id, at: now },
    { entries: [noteworthy(ctx, 'sign-in.refused', body)] },
  );
}

/** Tells in the log two accounts apart, and whose they are only to somebody who knows them. */
export function accountDigest(signIn: SignIn, { issuer, subject }: Login): string {
  return `sha256:${signIn.digest(JSON.stringify([issuer, subject]))}`;
}
