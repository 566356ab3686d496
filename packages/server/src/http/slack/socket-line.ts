import { LogLevel, SocketModeClient, type Logger } from '@slack/socket-mode';
import { z } from 'zod';
import { retryRules } from '../../app/retry.ts';
import type { SlackEnvelope } from './socket-envelope.ts';
import { guardMessages } from './socket-guard.ts';
import type { SlackSocketOptions } from './socket.ts';

/** One connection that is always there, but for the moments between two. */
export type Line = {
  /** Null while it is connected; else a sentence for the operator. */
  problem: () => string | null;
  close: () => Promise<void>;
};

type LineOptions = Omit<SlackSocketOptions, 'dispatch'> & {
  after: (ms: number) => Promise<void>;
  take: (envelope: SlackEnvelope) => void;
};

/** A connection that ends sooner than this counts as a failure, lest we knock without a pause. */
const SHORT_LIFE_MS = 5_000;

export function createLine(options: LineOptions): Line {
  const clients = new Set<SocketModeClient>();
  const ended = new AbortController();
  let problem: string | null = 'Socket Mode is not connected yet.';

  /** Resolves once another connection is wanted; true where this one had lived. */
  const connect = async (): Promise<boolean> => {
    const client = newClient(options);
    clients.add(client);
    const { promise: wanted, resolve } = Promise.withResolvers<'warned' | 'ended'>();
    client.once('disconnected', () => {
      clients.delete(client);
      resolve('ended');
    });
    client.on('slack_event', options.take);
    guardMessages(client, {
      onWarning: () => resolve('warned'),
      onDisabled: () => (problem = 'Socket Mode is turned off in the settings of the Slack app.'),
      onFault: (err) => options.report.error({ err }, 'A message over Socket Mode failed.'),
    });
    await client.start();
    problem = null;
    const grownUp = options.after(SHORT_LIFE_MS).then(() => 'grown up' as const);
    const first = await Promise.race([wanted, grownUp]);
    // A warned connection goes on until Slack closes it: what it still brings is answered there.
    if ((await wanted) === 'warned') return true;
    problem ??= 'Slack closed the Socket Mode connection.';
    return first === 'grown up';
  };

  const keep = async (): Promise<void> => {
    let failures = 0;
    while (!ended.signal.aborted) {
      const pause = await connect().then(
        (lived) => (failures = lived ? 0 : failures + 1) * 1_000,
        (error: unknown) => {
          problem = sentenceFor(error);
          options.report.error({ err: error }, problem);
          failures += 1;
          return pauseAfter(error, failures);
        },
      );
      if (!ended.signal.aborted && pause > 0) await options.after(Math.min(pause, 60_000));
    }
  };
  const kept = keep();

  return {
    problem: () => problem,
    close: async () => {
      ended.abort();
      problem = 'Socket Mode is closed.';
      await Promise.all([...clients].map((client) => hangUp(client, options)));
      await Promise.race([kept, options.after(1_000)]);
    },
  };
}

/** The library's own way back ends the process where Slack refuses the token, so we do without. */
function newClient({ appToken, apiUrl }: LineOptions): SocketModeClient {
  return new SocketModeClient({
    appToken,
    autoReconnectEnabled: false,
    logger: silent,
    clientOptions: {
      ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
      timeout: 10_000,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    },
  });
}

/** Every failure is thrown to us; the library's own lines would say it twice, and to the console. */
const silent: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};

async function hangUp(client: SocketModeClient, { after }: LineOptions): Promise<void> {
  await Promise.race([client.disconnect(), after(2_000)]);
}

/** What the library's own client of the Web API throws, which is not ours. */
const rateLimit = z.object({
  code: z.literal('slack_webapi_rate_limited_error'),
  retryAfter: z.number(),
});
const refusal = z.object({
  code: z.literal('slack_webapi_platform_error'),
  data: z.object({ error: z.string() }),
});

function pauseAfter(error: unknown, failures: number): number {
  const pause = 1_000 * 2 ** Math.min(failures - 1, 6);
  const limit = rateLimit.safeParse(error).data;
  if (limit === undefined) return pause;
  return Math.max(pause, Math.min(retryRules.putOffCapMs, limit.retryAfter * 1_000));
}

function sentenceFor(error: unknown): string {
  const refused = refusal.safeParse(error).data;
  if (refused !== undefined) {
    return `Slack opens no Socket Mode connection (${refused.data.error}): check the app-level token and that Socket Mode is on.`;
  }
  const why = error instanceof Error ? `: ${error.message}` : '';
  return `The Socket Mode connection could not be opened${why}.`;
}
