import { encode, type SlackMethod, type SlackMethods } from './methods.ts';
import { SlackError } from './slack-error.ts';
import type { Answer, Posting, Transport } from './transport.ts';
import type { SlackHealth } from './health.ts';
import type { TokenSource } from './tokens.ts';

/** What Slack answered, its `ok` being true. */
export type SlackAnswer = { [name: string]: unknown };

/**
 * Slack's Web API, one attempt a call: without an answer nobody can know whether Slack has done it,
 * so whoever calls decides what then. Rejects with {@link SlackError}.
 */
export type SlackClient = {
  call<Method extends SlackMethod>(
    method: Method,
    args: SlackMethods[Method],
  ): Promise<SlackAnswer>;
  /** Bytes to an address that Slack gave, without our token. */
  put(url: URL, content: string): Promise<void>;
};

export type SlackClientOptions = {
  /** Null for the calls that prove who we are in another way. */
  token: TokenSource | null;
  transport: Transport;
  timeoutMs: number;
  apiUrl?: string | undefined;
  health?: SlackHealth | undefined;
};

const USER_AGENT = 'countersign';

export function slackClient(options: SlackClientOptions): SlackClient {
  const { token, transport, timeoutMs, apiUrl = 'https://slack.com/api/', health } = options;
  const base = apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/`;
  const ask = async (method: SlackMethod, args: object): Promise<SlackAnswer> => {
    const { type, body } = encode(method, args);
    const headers: Posting['headers'] = { 'content-type': type, 'user-agent': USER_AGENT };
    if (token !== null) headers['authorization'] = `Bearer ${await token()}`;
    return read(await send(transport, new URL(base + method), { headers, body, timeoutMs }));
  };
  return {
    async call(method, args) {
      try {
        const answer = await ask(method, args);
        health?.heard(null);
        return answer;
      } catch (error) {
        health?.heard(error);
        throw error;
      }
    },
    async put(url, content) {
      const headers = { 'content-type': 'application/octet-stream', 'user-agent': USER_AGENT };
      await send(transport, url, { headers, body: content, timeoutMs });
    },
  };
}

/** Status 200 is the only one that Slack gives to what it has understood. */
export async function send(transport: Transport, url: URL, posting: Posting): Promise<Answer> {
  const answer = await transport(url, posting).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new SlackError({ kind: 'no_answer', why }, { cause: error });
  });
  const { status, retryAfter } = answer;
  if (status === 200) return answer;
  const seconds = status === 429 ? Number.parseInt(retryAfter ?? '', 10) : NaN;
  if (seconds >= 0) throw new SlackError({ kind: 'rate_limited', retryAfterMs: seconds * 1_000 });
  throw new SlackError({ kind: 'http_status', status });
}

function read({ body }: Answer): SlackAnswer {
  const answer = asObject(body);
  if (answer?.['ok'] === true) return answer;
  const code = answer?.['error'];
  if (typeof code !== 'string' || !/^[a-z0-9_]{1,80}$/u.test(code)) {
    throw new SlackError({ kind: 'unreadable' });
  }
  throw new SlackError({ kind: 'refused', code, messages: messagesOf(answer) });
}

function asObject(text: string): SlackAnswer | null {
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) ? json : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is SlackAnswer {
  return typeof value === 'object' && value !== null;
}

function messagesOf(answer: SlackAnswer | null): string[] {
  const metadata = answer?.['response_metadata'];
  const messages = isObject(metadata) ? metadata['messages'] : null;
  return Array.isArray(messages) ? messages.filter((text) => typeof text === 'string') : [];
}
