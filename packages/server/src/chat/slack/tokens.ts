import { z } from 'zod';
import { ChatFailure } from '../../ports/chat.ts';
import type { Store } from '../../ports/store.ts';
import { toChatFailure } from './failure.ts';
import { createTransport } from './transport.ts';
import { slackClient } from './web-api.ts';

/** Gives the bot token that is good now. Throws {@link ChatFailure}. */
export type TokenSource = () => Promise<string>;

export function staticToken(token: string): TokenSource {
  return () => Promise.resolve(token);
}

/** Both tokens and when the first one ends, kept together: one without the other is lost. */
const pair = z.object({
  accessToken: z.string().min(1),
  refreshToken: z.string().min(1),
  /** Milliseconds since the epoch. */
  expiresAt: z.number(),
});
export type TokenPair = z.infer<typeof pair>;

/** Renewed this long before the end, so that no call sets out with a token about to die. */
const EARLY_MS = 30 * 60_000;

export type RotatingOptions = {
  installs: Store['installs'];
  team: string;
  enterprise: string | null;
  clientId: string;
  clientSecret: string;
  /** What the first start knows; from then on the store does. */
  seed: TokenPair;
  now: () => number;
  apiUrl?: string;
};

/**
 * A token that Slack ends after 12 hours. It is renewed under the store's lock: a refresh token
 * works once, so of all workers one asks Slack and the others take what it got.
 * https://docs.slack.dev/authentication/using-token-rotation
 */
export function rotatingToken(options: RotatingOptions): TokenSource {
  const { installs, team, now } = options;
  let known: TokenPair | null = null;
  let renewing: Promise<TokenPair> | null = null;
  const isFresh = (tokens: TokenPair | null) =>
    tokens !== null && tokens.expiresAt - EARLY_MS > now();

  const renew = async (): Promise<TokenPair> => {
    const install = await installs.change('slack', team, async (current) => {
      const tokens = current === null ? options.seed : pair.parse(current.data);
      const data = isFresh(tokens) ? tokens : await refreshed(options, tokens);
      return { team, enterprise: options.enterprise, data };
    });
    return pair.parse(install?.data);
  };

  return async () => {
    if (known === null || !isFresh(known)) {
      renewing ??= renew().finally(() => (renewing = null));
      known = await renewing;
    }
    return known.accessToken;
  };
}

const answer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.number().positive(),
});

/** While the old token still works, a failed renewal is no reason to stop. */
async function refreshed(options: RotatingOptions, old: TokenPair): Promise<TokenPair> {
  try {
    return await refresh(options, old);
  } catch (error) {
    if (old.expiresAt > options.now()) return old;
    throw error;
  }
}

async function refresh(
  { clientId, clientSecret, apiUrl, now }: RotatingOptions,
  { refreshToken }: TokenPair,
): Promise<TokenPair> {
  const transport = createTransport();
  const client = slackClient({ token: null, transport, timeoutMs: 10_000, apiUrl });
  const got = await client
    .call('oauth.v2.access', {
      client_id: clientId,
      client_secret: clientSecret,
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
    })
    .catch((error: unknown) => {
      throw toChatFailure(error);
    });
  const parsed = answer.safeParse(got);
  if (!parsed.success) {
    throw new ChatFailure(
      'unavailable',
      'Slack renewed the token without saying the new one; install the app again.',
    );
  }
  const { access_token, refresh_token, expires_in } = parsed.data;
  return {
    accessToken: access_token,
    refreshToken: refresh_token,
    expiresAt: now() + expires_in * 1000,
  };
}
