import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { readActivity, type Activity } from './activity.ts';
import { isServiceOf, type Cloud } from './clouds.ts';
import type { SigningKey, SigningKeys } from './signing-keys.ts';

export type TeamsGuard = (request: {
  authorization: string | undefined;
  body: Uint8Array;
}) => Promise<Verified>;

/** `down`: the keys could not be had, so nothing could be proved. `why` is for the operator. */
export type Verified = { ok: true; activity: Activity } | { ok: false; down: boolean; why: string };

export type TeamsGuardOptions = {
  cloud: Cloud;
  appId: string;
  /** The directories whose people may speak to us. */
  tenants: readonly string[];
  keys: SigningKeys;
  /** Milliseconds since the epoch. */
  now: () => number;
};

const SKEW_S = 300;
/** The Bot Framework's tokens live an hour; one that lives for ever is none of its own. */
const LONGEST_S = 24 * 3_600;

/**
 * Proves that Teams sent these bytes to us: the token first, then that the activity is the one that
 * the token speaks of. Of what it says nothing is believed before. The claims are as listed under
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#step-4-verify-the-jwt-token
 */
export function createTeamsGuard(options: TeamsGuardOptions): TeamsGuard {
  return async ({ authorization, body }) => {
    try {
      const { serviceUrl, key } = await provenToken(options, authorization);
      const activity = readActivity(body);
      assertActivity(options, activity, { serviceUrl, key });
      return { ok: true, activity };
    } catch (error) {
      if (error instanceof Refused) return { ok: false, down: error.down, why: error.message };
      throw error;
    }
  };
}

type Token = { serviceUrl: string; key: SigningKey };

async function provenToken(
  { cloud, appId, keys, now }: TeamsGuardOptions,
  authorization: string | undefined,
): Promise<Token> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/u.exec(authorization ?? '')?.[1];
  if (token === undefined) throw new Refused('there is no bearer token');
  const key = await keyOf(keys, token);
  const { payload } = await jwtVerify(token, key.key, {
    algorithms: ['RS256'],
    issuer: cloud.issuer,
    audience: appId,
    requiredClaims: ['exp', 'serviceurl'],
    clockTolerance: SKEW_S,
    currentDate: new Date(now()),
  }).catch(refuseToken);
  const { aud, exp = Infinity, serviceurl } = payload;
  if (Array.isArray(aud) && aud.length !== 1) throw new Refused('the token is for others, too');
  if (exp - now() / 1_000 > LONGEST_S) throw new Refused('the token lives too long');
  if (typeof serviceurl !== 'string') throw new Refused('the serviceurl claim is no text');
  return { serviceUrl: serviceurl, key };
}

async function keyOf(keys: SigningKeys, token: string): Promise<SigningKey> {
  const kid = kidOf(token);
  if (kid === undefined) throw new Refused('the token names no RS256 key');
  const key = await keys(kid).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refused(`the keys of the Bot Framework can't be had: ${reason}`, true);
  });
  if (key === undefined) throw new Refused('the Bot Framework has no such key');
  return key;
}

function kidOf(token: string): string | undefined {
  try {
    const { alg, kid } = decodeProtectedHeader(token);
    return alg === 'RS256' && typeof kid === 'string' ? kid : undefined;
  } catch {
    return undefined;
  }
}

function assertActivity(
  { cloud, tenants }: TeamsGuardOptions,
  activity: Activity | null,
  { serviceUrl, key }: Token,
): asserts activity is Activity {
  if (activity === null) throw new Refused('the body is no activity');
  if (activity.serviceUrl !== serviceUrl)
    throw new Refused('serviceUrl is not the one in the token');
  if (!isServiceOf(cloud, serviceUrl)) throw new Refused('serviceUrl is not one of this cloud');
  if (activity.channelId !== 'msteams') throw new Refused('channelId is not msteams');
  if (!key.endorsements.includes('msteams')) throw new Refused('the key is not endorsed for Teams');
  const named = [activity.channelData.tenant.id, activity.conversation.tenantId];
  if (!named.every((id) => id === undefined || tenants.includes(id))) {
    throw new Refused('it is of a tenant that is not configured');
  }
}

function refuseToken(error: unknown): never {
  if (error instanceof errors.JOSEError) throw new Refused(error.message);
  throw error;
}

class Refused extends Error {
  readonly down: boolean;
  constructor(why: string, down = false) {
    super(why);
    this.down = down;
  }
}
