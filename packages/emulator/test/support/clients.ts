import { WebClient } from '@slack/web-api';
import type { SlackDouble } from '../../src/index.ts';
import { botToken } from './app.ts';

/** A client that neither retries nor waits. */
export function clientOf(double: SlackDouble, token = botToken): WebClient {
  return new WebClient(token, {
    slackApiUrl: double.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silent,
  });
}

const ignore = () => undefined;

export const silent = {
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
  setLevel: ignore,
  setName: ignore,
  getLevel: () => 'error' as never,
};

/** A bare form call, to see statuses and headers. */
export async function call(
  double: SlackDouble,
  method: string,
  args: Record<string, string> = {},
  token: string | undefined = botToken,
) {
  const response = await fetch(`${double.apiUrl}${method}`, {
    method: 'POST',
    headers: token === '' ? {} : { authorization: `Bearer ${token}` },
    body: new URLSearchParams(args),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  return { status: response.status, headers: response.headers, answer };
}
