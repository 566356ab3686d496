import { AdaptiveCard, type CardElement, type Mention } from '@microsoft/teams.cards';
import { truncate } from '@countersign/core/text/truncate';
import { visible } from '@countersign/core/text/visible';
import { mentionLine, type Mentioned } from './mentions.ts';
import { inert, link, paragraph } from './text.ts';

/** A message of ours: what the connector takes as an activity. */
export type Outgoing = {
  type: 'message';
  /** Shown in notifications. */
  summary: string;
  attachments: { contentType: string; content: AdaptiveCard }[];
};

const CARD = 'application/vnd.microsoft.card.adaptive';

export function cardMessage(card: AdaptiveCard): Outgoing {
  return {
    type: 'message',
    summary: truncate(card.fallbackText ?? '', 300),
    attachments: [{ contentType: CARD, content: card }],
  };
}

/**
 * A text of ours or of somebody's. It goes as rich text in a card: a plain message is read for
 * mentions, links and emoji by some clients. `card` is where to open the card.
 */
export function textCard(
  text: string,
  card: string | null = null,
  mentioned: readonly Mentioned[] = [],
): AdaptiveCard {
  const shown = readable(text);
  const lines = shown.split('\n').flatMap((line) => paragraph(line));
  const { elements, entities } = mentionLine(mentioned);
  return mentioning(
    plainCard(shown, [
      ...lines,
      ...(card === null ? [] : paragraph(link(card, 'Open the card'))),
      ...elements,
    ]),
    entities,
  );
}

/** A sentence of ours may name people and stages, whose names are as somebody chose them. */
export function readable(sentence: string): string {
  return truncate(visible(sentence), 3_000);
}

export function mentioning(card: AdaptiveCard, entities: Mention[]): AdaptiveCard {
  return entities.length === 0 ? card : card.withMsteams({ ...card.msteams, entities });
}

/** A card that asks nothing. */
export function plainCard(fallback: string, body: CardElement[]): AdaptiveCard {
  return new AdaptiveCard(...body).withOptions({
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    fallbackText: inert(truncate(fallback, 300)),
    msteams: { width: 'full' },
  });
}
