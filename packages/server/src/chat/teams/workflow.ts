import type { Fallback } from '../../ports/chat.ts';
import { oneWay, whereTo, type Notice, type OneWayOptions } from '../one-way.ts';
import { plainCard } from './render/activity.ts';
import { bold, link, moment, paragraph, quote, run, type AdaptiveCard } from './render/elements.ts';

/**
 * A flow of Power Automate that posts a card to a channel (“When a Teams webhook request is
 * received”). It takes 28 KB, and a card that it posted knows no way back to us.
 */
export function workflowFallback(options: OneWayOptions): Fallback {
  return oneWay(options, (notice, request) => ({
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: noticeCard(notice, request),
      },
    ],
  }));
}

export function noticeCard(notice: Notice, request: string): AdaptiveCard {
  const { headline, target, asks, reason, eligible, expiresAt, digest } = notice;
  return plainCard(headline, [
    ...paragraph(run(headline, { weight: 'Bolder', size: 'Large' })),
    ...target.flatMap((text) => paragraph(bold(text))),
    ...paragraph('Asked by ', bold(asks), '.'),
    ...quote(reason),
    ...(eligible === null ? [] : paragraph('Can decide now: ', bold(eligible), '.')),
    ...paragraph('Expires ', moment(expiresAt), '.'),
    ...paragraph(whereTo(notice, request), ' ', notice.link === null ? null : link(notice.link)),
    ...paragraph(run(`Change ${digest}`, { size: 'Small', isSubtle: true })),
  ]);
}
