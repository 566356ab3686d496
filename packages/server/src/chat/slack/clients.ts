import type { SlackHealth } from './health.ts';
import type { TokenSource } from './tokens.ts';
import { createTransport, type Transport } from './transport.ts';
import { slackClient, type SlackClient } from './web-api.ts';

/**
 * Two clients that share nothing but the token: a form has to open within the 3 s that its trigger
 * lives, whatever becomes of the deliveries.
 */
export type SlackClients = {
  /** For the deliveries: they wait, retry and keep the pace themselves. */
  outbox: SlackClient;
  /** For what a person waits for: forms and look-ups. */
  interaction: SlackClient;
  /** For what a person waits for and is no method of the Web API. */
  transport: Transport;
};

export function slackClients(
  token: TokenSource,
  apiUrl?: string,
  health?: SlackHealth,
): SlackClients {
  const transport = createTransport();
  const common = { token, apiUrl, health };
  return {
    outbox: slackClient({ ...common, transport: createTransport(), timeoutMs: 10_000 }),
    interaction: slackClient({ ...common, transport, timeoutMs: 2_000 }),
    transport,
  };
}
