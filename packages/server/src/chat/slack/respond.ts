import type { KnownBlock } from '@slack/types';

export type EphemeralAnswer = { text: string; blocks: KnownBlock[] };

/** Where Slack's response URLs live; the governmental cloud has its own. */
const HOSTS = ['https://hooks.slack.com', 'https://hooks.slack-gov.com'];

/**
 * Answers a person through the `response_url` of their click or command (5 times in 30 minutes).
 * Throws where Slack does not take it. https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
 */
export function responder(apiUrl?: string) {
  const origins = apiUrl === undefined ? HOSTS : [...HOSTS, new URL(apiUrl).origin];
  return async (responseUrl: string, answer: EphemeralAnswer): Promise<void> => {
    if (!URL.canParse(responseUrl) || !origins.includes(new URL(responseUrl).origin)) {
      throw new Error('The response URL is not one of Slack.');
    }
    const response = await fetch(responseUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      // Else the answer would take the place of the card.
      body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, ...answer }),
      redirect: 'error',
      signal: AbortSignal.timeout(5_000),
    });
    if (!response.ok) throw new Error(`Slack answered with HTTP status ${response.status}.`);
  };
}
