import { SignInFailed, type SignInProvider } from '../../ports/login.ts';
import { loginOf, type ClaimSettings } from './login-claims.ts';
import type { ClientSettings, Fetch, OidcClient } from './openid.ts';

/** A provider that moves its endpoints is followed within an hour. */
const DISCOVERED_FOR_MS = 3_600_000;

/**
 * The provider behind `signIn`. Nothing is loaded or asked before somebody signs in; what discovery
 * found is kept for an hour, and what it did not find is asked again.
 */
export function createSignInProvider(
  settings: ClientSettings & ClaimSettings,
  { fetch, now }: { fetch: Fetch; now: () => number },
): SignInProvider {
  let known: { client: Promise<OidcClient>; until: number } | undefined;

  function client(): Promise<OidcClient> {
    if (known && now() < known.until) return known.client;
    const opening = open();
    const mine = { client: opening, until: now() + DISCOVERED_FOR_MS };
    known = mine;
    opening.catch(() => {
      if (known === mine) known = undefined;
    });
    return opening;
  }

  async function open(): Promise<OidcClient> {
    const { openClient } = await import('./openid.ts');
    try {
      return await openClient(settings, fetch);
    } catch (error) {
      throw new SignInFailed(
        'unavailable',
        'The provider’s discovery document could not be read, or is of another issuer. Try again in a moment; if it stays so, have an operator check signIn.issuer.',
        { cause: error },
      );
    }
  }

  return {
    begin: async () => (await client()).authorize(),
    finish: async (query, attempt) => {
      const claims = await (await client()).redeem(query, attempt);
      return loginOf(claims, settings);
    },
  };
}
