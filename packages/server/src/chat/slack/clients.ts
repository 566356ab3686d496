import { WebClient, type Logger, LogLevel } from '@slack/web-api';
import type { TokenSource } from './tokens.ts';

/**
 * Two clients that share nothing but the token. The library queues all calls of a client behind one
 * that is rate limited, and a form has to open within the 3 s that its trigger lives.
 */
export type SlackClients = {
  /** For the deliveries: they wait, retry and keep the pace themselves. */
  outbox: () => Promise<WebClient>;
  /** For what a person waits for: forms and look-ups. */
  interaction: () => Promise<WebClient>;
};

export function slackClients(token: TokenSource, apiUrl?: string): SlackClients {
  const outbox = perToken((value) => slackClient(value, 10_000, apiUrl));
  const interaction = perToken((value) => slackClient(value, 2_000, apiUrl));
  return {
    outbox: async () => outbox(await token()),
    interaction: async () => interaction(await token()),
  };
}

/** Never retries by itself: without an answer it can't know whether Slack has done it. */
export function slackClient(
  token: string | undefined,
  timeout: number,
  apiUrl?: string,
): WebClient {
  return new WebClient(token, {
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    timeout,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: true,
    logger: silent,
  });
}

/** Every failure is thrown to us; the library's own lines would say it twice, and to the console. */
export const silent: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};

function perToken(make: (token: string) => WebClient): (token: string) => WebClient {
  let last: { token: string; client: WebClient } | undefined;
  return (token) => {
    if (last?.token !== token) last = { token, client: make(token) };
    return last.client;
  };
}
