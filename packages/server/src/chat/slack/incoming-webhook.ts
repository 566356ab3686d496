import type { Fallback } from '../../ports/chat.ts';
import { oneWay, whereTo, type Notice, type OneWayOptions } from '../one-way.ts';
import {
  bold,
  context,
  header,
  link,
  moment,
  paragraph,
  quote,
  richText,
} from './render/blocks.ts';
import { withoutMarkup } from './render/text.ts';

/** An incoming webhook of Slack, which posts to one channel and can't edit what it posted. */
export function incomingWebhookFallback(options: OneWayOptions): Fallback {
  return oneWay(options, noticeMessage);
}

export function noticeMessage(notice: Notice, request: string) {
  const { headline, target, asks, reason, eligible, expiresAt, digest } = notice;
  return {
    text: withoutMarkup(headline),
    blocks: [
      header(headline),
      ...richText(
        ...target.map((text) => paragraph(bold(text))),
        paragraph('Asked by ', bold(asks), '.'),
        quote(reason),
        eligible === null ? null : paragraph('Can decide now: ', bold(eligible), '.'),
        paragraph('Expires ', moment(expiresAt), '.'),
        paragraph(whereTo(notice, request), ' ', notice.link === null ? null : link(notice.link)),
      ),
      context(`Change ${digest}`),
    ],
  };
}
