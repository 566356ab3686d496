import type { IdentityKey } from '@countersign/core/identity/definition';
import type { FileIdentity } from '@countersign/core/identity/register';
import { parseApiKey, sameHash } from './api-key.ts';
import {
  accept,
  refuse,
  type Authenticate,
  type Authentication,
  type AuthenticatorOptions,
} from './authentication.ts';
import { indexIdentities, type Known } from './known.ts';

/** Who sent this `Authorization` header (RFC 6750)? An API key or a workload token; never throws for bad input. */
export function createAuthenticator(options: AuthenticatorOptions): Authenticate {
  const { issuers, firstUse, now } = options;
  if (!firstUse && issuers.some(({ singleUse }) => singleUse)) {
    throw new Error('An issuer is marked singleUse, and there is no memory of used tokens.');
  }
  const known = indexed(options.identities);
  let tokens: ReturnType<typeof tokenProofs> | undefined;

  return async (authorization) => {
    const text = /^bearer +([\x21-\x7e]+)$/iu.exec(authorization ?? '')?.[1];
    if (text === undefined) return refuse('unauthenticated', noHeader);
    if (text.startsWith('csk_')) return byKey(text, known, now());
    tokens ??= tokenProofs(options);
    return (await tokens)(text, known);
  };
}

/** Loaded when the first token comes: where bots have keys, a library less at each start. */
async function tokenProofs(options: AuthenticatorOptions) {
  const { byToken } = await import('./by-token.ts');
  return byToken(options);
}

/** Made again when the list is another one. */
function indexed(identities: AuthenticatorOptions['identities']): () => Promise<Known> {
  let from: readonly FileIdentity[] | undefined;
  let index: Known | undefined;
  return async () => {
    const current = typeof identities === 'function' ? await identities() : identities;
    if (index === undefined || current !== from) index = indexIdentities((from = current));
    return index;
  };
}

const noHeader =
  'The call does not say who makes it. Send "Authorization: Bearer" with an API key or a workload identity token.';
/** One sentence for an unknown, a wrong and an old key: which ids exist is nobody's business. */
const badKey =
  'The API key is not known here. It may be mistyped, withdrawn or expired, or be for another part of the API, as those of operators are; ask the owner of the bot for a new one.';

async function byKey(
  text: string,
  known: () => Promise<Known>,
  now: number,
): Promise<Authentication> {
  const presented = parseApiKey(text);
  const found = presented && (await known()).key(presented.id);
  if (!presented || !found || !sameHash(found.key.hash, presented.hash) || isOver(found.key, now)) {
    return refuse('unauthenticated', badKey);
  }
  return accept(found.identity, {
    proof: { kind: 'api_key', keyId: presented.id },
    makers: [found.key],
    starter: { starter: [] },
  });
}

function isOver({ expires }: IdentityKey, now: number): boolean {
  return expires !== undefined && Date.parse(expires) <= now;
}
