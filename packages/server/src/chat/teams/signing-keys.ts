import { importJWK, type CryptoKey } from 'jose';
import { z } from 'zod';

export type SigningKey = {
  key: CryptoKey;
  /** The channels that it may speak for. */
  endorsements: readonly string[];
};

/** The key with this id, or undefined where there is none. Rejects where the keys can't be had. */
export type SigningKeys = (kid: string) => Promise<SigningKey | undefined>;

export type SigningKeysOptions = {
  /** The OpenID metadata of the Bot Framework. */
  metadataUrl: string;
  /** GET; rejects unless it is answered with JSON. */
  fetchJson: (url: string) => Promise<unknown>;
  now: () => number;
  /** Resolves after so many milliseconds. */
  after: (ms: number) => Promise<void>;
};

/** Microsoft asks to fetch them at least once a day. */
const OLD_AFTER_MS = 12 * 3_600_000;
/** Tokens that name keys nobody has make us ask no more often than this. */
const ASK_AGAIN_MS = 60_000;
/** Somebody waits for the answer to their click: keys at hand do meanwhile. */
const AT_HAND_MS = 500;
const UNKNOWN_MS = 3_000;

const metadata = z.object({ jwks_uri: z.url() });
const document = z.object({ keys: z.array(z.looseObject({})) });
const rsaKey = z.looseObject({
  kty: z.literal('RSA'),
  kid: z.string().min(1),
  n: z.string(),
  e: z.string(),
  use: z.literal('sig').optional(),
  endorsements: z.array(z.string()).default([]),
});

/**
 * The keys that sign what Teams sends, fetched again when they are old or a new one is named.
 * Keys at hand do while new ones can't be had, but not for longer than a day.
 * Source: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#connector-to-bot
 */
export function createSigningKeys({
  metadataUrl,
  fetchJson,
  now,
  after,
}: SigningKeysOptions): SigningKeys {
  let known: { keys: Map<string, SigningKey>; at: number } | null = null;
  let askedAt = -Infinity;
  let asking: Promise<void> | null = null;

  const load = async () => {
    const { jwks_uri } = metadata.parse(await fetchJson(metadataUrl));
    if (new URL(jwks_uri).origin !== new URL(metadataUrl).origin) {
      throw new Error('The metadata of the Bot Framework names keys of another host.');
    }
    known = { keys: await keysIn(await fetchJson(jwks_uri)), at: now() };
  };
  const refresh = () => {
    askedAt = now();
    asking ??= load().finally(() => (asking = null));
    return asking;
  };
  const age = () => (known === null ? Infinity : now() - known.at);
  const isAtHand = (kid: string) => age() <= 2 * OLD_AFTER_MS && known?.keys.has(kid) === true;
  const inTime = async (kid: string) => {
    await after(isAtHand(kid) ? AT_HAND_MS : UNKNOWN_MS);
    throw new Error('The keys of the Bot Framework did not come in time.');
  };

  return async (kid) => {
    const isWanted = age() > OLD_AFTER_MS || known?.keys.has(kid) !== true;
    const mayAsk = known === null || asking !== null || now() - askedAt >= ASK_AGAIN_MS;
    if (isWanted && mayAsk) {
      await Promise.race([refresh(), inTime(kid)]).catch((error: unknown) => {
        if (!isAtHand(kid)) throw error;
      });
    }
    return age() > 2 * OLD_AFTER_MS ? undefined : known?.keys.get(kid);
  };
}

async function keysIn(answer: unknown): Promise<Map<string, SigningKey>> {
  const found = new Map<string, SigningKey>();
  for (const entry of document.parse(answer).keys) {
    const { data: jwk } = rsaKey.safeParse(entry);
    if (jwk === undefined || Buffer.from(jwk.n, 'base64url').length < 256) continue;
    const { kty, n, e, kid, endorsements } = jwk;
    const key = await importJWK({ kty, n, e }, 'RS256');
    if (key instanceof Uint8Array) continue;
    found.set(kid, { key, endorsements });
  }
  return found;
}
