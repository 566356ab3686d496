import { createHmac, randomUUID } from 'node:crypto';
import type { Message } from '@countersign/emulator';
import { TEAM } from './workspace.ts';

/** Slack's payload for a press on the card's Approve, with the message as Slack sends it along. */
export function clickOf(card: Message, user: string): object {
  const { revisions: _, ...message } = card;
  return {
    type: 'block_actions',
    user: { id: user, username: user, name: user, team_id: TEAM },
    api_app_id: card.app_id,
    token: 'unused',
    team: { id: TEAM, domain: 'bench' },
    enterprise: null,
    is_enterprise_install: false,
    container: {
      type: 'message',
      message_ts: card.ts,
      channel_id: card.channel,
      is_ephemeral: false,
    },
    trigger_id: randomUUID(),
    channel: { id: card.channel, name: card.channel },
    message,
    state: { values: {} },
    response_url: 'https://hooks.slack.com/actions/unused',
    actions: [
      {
        type: 'button',
        action_id: 'approve',
        block_id: 'actions',
        value: controlOf(card),
        action_ts: card.ts,
      },
    ],
  };
}

/** https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function signedBody(signingSecret: string, payload: object) {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const mac = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${mac}`,
    },
  };
}

function controlOf({ blocks }: Message): string {
  const elements = blocks.flatMap(
    (block) => (block['elements'] ?? []) as { [key: string]: unknown }[],
  );
  const value = elements.find((element) => element['action_id'] === 'approve')?.['value'];
  if (typeof value === 'string') return value;
  throw new Error('The card has no button that approves.');
}
