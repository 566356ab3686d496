import type { KnownBlock } from '@slack/types';
import type { Fallback } from '../../ports/chat.ts';
import type { CardText } from '../card.ts';
import { SHORTENED, type NoticeText } from '../card/notice.ts';
import { oneWay, type Drawing, type OneWayOptions } from '../one-way.ts';
import { askBlocks, stageLines } from './render/ask.ts';
import { bold, context, header, link, moment, paragraph, richText } from './render/blocks.ts';
import { changeBlocks } from './render/change.ts';
import { withoutMarkup } from './render/text.ts';

/**
 * An incoming webhook: it posts into one channel, and no message of it can be changed. A plain link
 * and no button: a click on a button goes to the webhook's own app, which may be any.
 * https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 */
export function slackFallback(options: OneWayOptions): Fallback {
  return oneWay(options, slackDrawing);
}

export const slackDrawing: Drawing = {
  platform: 'slack',
  card: (card, notice) => ({
    text: withoutMarkup(`${card.headline}. ${card.asks} asks.`),
    blocks: noticeBlocks(card, notice),
    ...noPreviews,
  }),
  line: (text) => ({
    text: withoutMarkup(text),
    blocks: richText(paragraph(text)),
    ...noPreviews,
  }),
  // All text of a message is in it, of which Slack takes some 10,000 characters.
  sizeOf: (body) => JSON.stringify(body).length,
  most: 10_000,
};

const noPreviews = { unfurl_links: false, unfurl_media: false };

function noticeBlocks(card: CardText, notice: NoticeText): KnownBlock[] {
  return [
    header(card.headline),
    ...richText(paragraph(bold(notice.why)), paragraph(...whereTo(notice))),
    ...askBlocks(card),
    ...changeBlocks(card.change, notice.rest),
    ...richText(
      ...stageLines(card.stages),
      card.eligible === null ? null : paragraph('Can decide now: ', bold(card.eligible), '.'),
      paragraph('Expires ', moment(card.expiresAt), '.'),
      notice.isShortened ? paragraph(bold(SHORTENED)) : null,
    ),
    context(`Change ${card.digest.full}`),
  ];
}

function whereTo({ todo, link: to }: NoticeText) {
  return to === null ? [todo] : [`${todo} `, link(to.url, to.text)];
}
