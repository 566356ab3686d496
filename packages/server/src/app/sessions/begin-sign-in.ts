import type { Context } from '../context.ts';
import { faultOf } from './refuse-sign-in.ts';
import type { SignIn } from './sign-in.ts';

/** Who looks for their password meanwhile finds it in that time. */
export const ATTEMPT_MS = 600_000;

/**
 * Sends a browser to the provider. What has to come back with it goes along sealed, so that nothing
 * is written for whoever only knocks, and any replica can take the answer.
 */
export async function beginSignIn(
  ctx: Context,
  signIn: SignIn,
  returnTo: string,
): Promise<{ url: string; sealed: string }> {
  const { url, attempt } = await signIn.provider.begin().catch((error: unknown) => {
    throw faultOf(ctx, error);
  });
  return { url, sealed: await signIn.seal.close({ ...attempt, returnTo }, ctx.now() + ATTEMPT_MS) };
}
