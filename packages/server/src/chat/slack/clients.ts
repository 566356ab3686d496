import {
  WebClient,
  type Logger,
  LogLevel,
  type WebAPICallResult,
  type WebClientOptions,
} from '@slack/web-api';
import type { SlackHealth } from './health.ts';
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

export function slackClients(
  token: TokenSource,
  apiUrl?: string,
  health?: SlackHealth,
): SlackClients {
  const outbox = perToken((value) => slackClient(value, 10_000, apiUrl, health));
  const interaction = perToken((value) => slackClient(value, 2_000, apiUrl, health));
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
  health?: SlackHealth,
): WebClient {
  const options = {
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    timeout,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: true,
    logger: silent,
  };
  return health === undefined
    ? new WebClient(token, options)
    : new HeardClient(token, options, health);
}

/** Every method of the library goes through `apiCall`. */
class HeardClient extends WebClient {
  readonly #health: SlackHealth;
  constructor(token: string | undefined, options: WebClientOptions, health: SlackHealth) {
    super(token, options);
    this.#health = health;
  }
  override async apiCall(
    method: string,
    options?: Record<string, unknown>,
  ): Promise<WebAPICallResult> {
    try {
      const answer = await super.apiCall(method, options);
      this.#health.heard(null);
      return answer;
    } catch (error) {
      this.#health.heard(error);
      throw error;
    }
  }
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
