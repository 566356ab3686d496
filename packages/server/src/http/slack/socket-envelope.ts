import type { SlackInput } from '../../chat/slack/input.ts';
import { parseCommand, parseEvent, parseInteractivity } from '../../chat/slack/parse.ts';
import type { SlackSocketOptions } from './socket.ts';

/** What the library's `slack_event` brings. */
export type SlackEnvelope = {
  type: string;
  body: unknown;
  retry_num?: number;
  ack: (body?: object) => Promise<void>;
};

/** Never rejects: what is not acknowledged Slack sends again or shows as failed. */
export async function takeEnvelope(
  { dispatch, report }: Pick<SlackSocketOptions, 'dispatch' | 'report'>,
  { type, body, retry_num, ack }: SlackEnvelope,
): Promise<void> {
  if (type === 'app_rate_limited')
    report.warn({}, 'Slack holds events back: too many in a minute.');
  try {
    await dispatch(inputOf(type, body), (answer) => ack(answer), retry_num);
  } catch (err) {
    report.error({ err, type }, 'Something from Slack could not be handled.');
  }
}

function inputOf(type: string, body: unknown): SlackInput {
  switch (type) {
    case 'interactive':
      return parseInteractivity(body);
    case 'slash_commands':
      return parseCommand(body);
    case 'events_api':
      return parseEvent(body);
    default:
      return { type: 'ignored', why: `an envelope of type ${type.slice(0, 80)}` };
  }
}
