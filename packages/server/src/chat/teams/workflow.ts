import type { Fallback } from '../../ports/chat.ts';
import type { CardText } from '../card.ts';
import { SHORTENED, type NoticeText } from '../card/notice.ts';
import { oneWay, type Drawing, type OneWayOptions } from '../one-way.ts';
import { plainCard } from './render/activity.ts';
import { askElements, stageElements } from './render/ask.ts';
import { changeElements } from './render/change.ts';
import {
  bold,
  moment,
  paragraph,
  run,
  type AdaptiveCard,
  type Element,
  type OpenUrl,
} from './render/elements.ts';

/** A card that can't be answered: a link is all that there is to press. */
type LinkedCard = Omit<AdaptiveCard, 'actions' | 'refresh'> & { actions?: OpenUrl[] };

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

function message(content: LinkedCard | AdaptiveCard): object {
  const contentType = 'application/vnd.microsoft.card.adaptive';
  return { type: 'message', attachments: [{ contentType, content }] };
}

function noticeCard(card: CardText, notice: NoticeText): LinkedCard {
  const { why, todo, link, isShortened } = notice;
  const drawn = plainCard(card.headline, [
    ...paragraph(run(card.headline, { weight: 'Bolder', size: 'Large' })),
    ...paragraph(run(why, { weight: 'Bolder', color: 'Attention' })),
    ...paragraph(todo),
    ...body(card, notice),
    ...(isShortened ? paragraph(bold(SHORTENED)) : []),
    ...paragraph(run(`Change ${card.digest.full}`, { size: 'Small', isSubtle: true })),
  ]);
  const { actions: _none, refresh: _noView, ...plain } = drawn;
  if (link === null) return plain;
  return { ...plain, actions: [{ type: 'Action.OpenUrl', title: link.text, url: link.url }] };
}

function body(card: CardText, { rest }: NoticeText): Element[] {
  return [
    ...askElements(card),
    ...changeElements(card.change, rest, false),
    ...stageElements(card.stages),
    ...(card.eligible === null ? [] : paragraph('Can decide now: ', bold(card.eligible), '.')),
    ...paragraph('Expires ', moment(card.expiresAt), '.'),
  ];
}
