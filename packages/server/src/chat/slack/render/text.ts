import { truncate } from '@countersign/core/text/truncate';
import { visible } from '@countersign/core/text/visible';

/** Joins without a gap and without being seen, and ends what Slack takes for a link. */
const WORD_JOINER = '\u2060';

/**
 * Text for a message's top-level `text`, which Slack reads as mrkdwn: in notifications and wherever
 * blocks are not drawn. Nothing in it becomes a mention, a link or markup of Slack's own.
 * https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function fallback(text: string): string {
  return withoutMarkup(visible(text));
}

/** The same for text that has been made visible already; twice, it would say something else. */
export function withoutMarkup(inert: string): string {
  return truncate(inert, 3_000)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/(?<=\S)\.(?=\S)/gu, `${WORD_JOINER}.`)
    .replaceAll('://', `:${WORD_JOINER}//`)
    .replace(/[@#](?=\S)/gu, (sign) => `${sign}${WORD_JOINER}`);
}
