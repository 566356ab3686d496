import { parseApiKey, sameHash } from './api-key.ts';
import {
  accept,
  refuse,
  type Authenticate,
  type Authentication,
  type AuthenticatorOptions,
} from './authentication.ts';
import type { IdentityConfig } from './config.ts';

/** Who sent this `Authorization` header (RFC 6750)? An API key or a workload token; never throws for bad input. */
export function createAuthenticator(options: AuthenticatorOptions): Authenticate {
  const { identities, issuers, firstUse } = options;
  if (!firstUse && issuers.some(({ singleUse }) => singleUse)) {
    throw new Error('An issuer is marked singleUse, and there is no memory of used tokens.');
  }
  let tokens: Promise<(text: string) => Promise<Authentication>> | undefined;

  return async (authorization) => {
    const text = /^bearer +([\x21-\x7e]+)$/iu.exec(authorization ?? '')?.[1];
    if (text === undefined) return refuse('unauthenticated', noHeader);
    if (text.startsWith('csk_')) return byKey(text, identities);
    tokens ??= tokenProofs(options);
    return (await tokens)(text);
  };
}

/** Loaded when the first token comes: where bots have keys, a library less at each start. */
async function tokenProofs(options: AuthenticatorOptions) {
  const { byToken } = await import('./by-token.ts');
  return byToken(options);
}

const noHeader =
  'The call does not say who makes it. Send "Authorization: Bearer" with an API key or a workload identity token.';
/** One sentence for an unknown and a wrong key: which ids exist is nobody's business. */
const badKey =
  'The API key is not known here. It may be mistyped or withdrawn; ask the owner of the bot for a new one.';

function byKey(text: string, identities: IdentityConfig[]): Authentication {
  const presented = parseApiKey(text);
  const identity =
    presented &&
    identities.find(({ keys }) =>
      keys.some((key) => key.id === presented.id && sameHash(key.hash, presented.hash)),
    );
  if (!identity) return refuse('unauthenticated', badKey);
  return accept(identity, { kind: 'api_key', keyId: presented.id }, []);
}
