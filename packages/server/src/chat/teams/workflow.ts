import { OpenUrlAction, type AdaptiveCard, type CardElement } from '@microsoft/teams.cards';
import type { Fallback } from '../../ports/chat.ts';
import type { CardText } from '../card.ts';
import { SHORTENED, type NoticeText } from '../card/notice.ts';
import { oneWay, type Drawing, type OneWayOptions } from '../one-way.ts';
import { plainCard } from './render/activity.ts';
import { askElements, stageElements } from './render/ask.ts';
import { changeElements } from './render/change.ts';
import { bold, moment, paragraph, run } from './render/text.ts';

/**
 * A flow of Workflows (Power Automate), “Post to a channel when a webhook request is received”. It
 * takes 28 KB; how it counts them is not said, so that a body is small as UTF-16 and as UTF-8.
 */
export function teamsFallback(options: OneWayOptions): Fallback {
  return oneWay(options, teamsDrawing);
}

export const teamsDrawing: Drawing = {
  platform: 'teams',
  card: (card, notice) => message(noticeCard(card, notice)),
  line: (text) => message(plainCard(text, paragraph(text))),
  sizeOf: (body) => {
    const text = JSON.stringify(body);
    return Math.max(2 * text.length, Buffer.byteLength(text));
  },
  most: 21_000,
};

function message(content: AdaptiveCard): object {
  const contentType = 'application/vnd.microsoft.card.adaptive';
  return { type: 'message', attachments: [{ contentType, content }] };
}

/** It can't be answered: a link is all that there is to press. */
function noticeCard(card: CardText, notice: NoticeText): AdaptiveCard {
  const { why, todo, link, isShortened } = notice;
  const drawn = plainCard(card.headline, [
    ...paragraph(run(card.headline, { weight: 'Bolder', size: 'Large' })),
    ...paragraph(run(why, { weight: 'Bolder', color: 'Attention' })),
    ...paragraph(todo),
    ...body(card, notice),
    ...(isShortened ? paragraph(bold(SHORTENED)) : []),
    ...paragraph(run(`Change ${card.digest.full}`, { size: 'Small', isSubtle: true })),
  ]);
  if (link === null) return drawn;
  return drawn.withActions(new OpenUrlAction(link.url, { title: link.text }));
}

function body(card: CardText, { rest }: NoticeText): CardElement[] {
  return [
    ...askElements(card),
    ...changeElements(card.change, rest, false),
    ...stageElements(card.stages),
    ...(card.eligible === null ? [] : paragraph('Can decide now: ', bold(card.eligible), '.')),
    ...paragraph('Expires ', moment(card.expiresAt), '.'),
  ];
}
