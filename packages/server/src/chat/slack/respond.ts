import type { KnownBlock } from '@slack/types';
import type { Transport } from './transport.ts';
import { send } from './web-api.ts';

export type EphemeralAnswer = { text: string; blocks: KnownBlock[] };

/** Where Slack's response URLs live; the governmental cloud has its own. */
const HOSTS = ['https://hooks.slack.com', 'https://hooks.slack-gov.com'];

/**
 * Answers a person through the `response_url` of their click or command (5 times in 30 minutes).
 * Throws where Slack does not take it. https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
 */
export function responder(transport: Transport, apiUrl?: string) {
  const origins = apiUrl === undefined ? HOSTS : [...HOSTS, new URL(apiUrl).origin];
  return async (responseUrl: string, answer: EphemeralAnswer): Promise<void> => {
    const url = URL.parse(responseUrl);
    if (url === null || !origins.includes(url.origin)) {
      throw new Error('The response URL is not one of Slack.');
    }
    await send(transport, url, {
      headers: { 'content-type': 'application/json; charset=utf-8' },
      // Else the answer would take the place of the card.
      body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, ...answer }),
      timeoutMs: 5_000,
    });
  };
}
