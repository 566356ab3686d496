import type { CardText } from '../../card.ts';
import { readInput, reasonInput, writeCardData, type CardData } from '../card-data.ts';
import type { Verb } from '../input.ts';
import { bold, paragraph, type Execute, type ShowCard } from './elements.ts';

type Style = 'positive' | 'destructive';

/** Approving what stands here takes one click; what does not, a promise to have read it. */
export function buttons(card: CardText, data: CardData): (Execute | ShowCard)[] {
  const decide = card.toReview
    ? reviewForm(card, data)
    : execute('approve', 'Approve', 'positive', data);
  return [decide, rejectForm(data)];
}

/** Redraws the card for the person at hand; decides nothing. */
export function refreshAction(data: CardData): Execute {
  return {
    type: 'Action.Execute',
    title: 'Refresh',
    verb: 'refresh',
    data: writeCardData('refresh', data),
  };
}

/** Mobile and older clients don't know Action.Execute: they send the same as a message. */
function execute(verb: Verb, title: string, style: Style, card: CardData): Execute {
  const data = writeCardData(verb, card);
  const fallback = { type: 'Action.Submit' as const, title, style, data };
  return { type: 'Action.Execute', title, verb, style, data, fallback };
}

function rejectForm(data: CardData): ShowCard {
  return {
    type: 'Action.ShowCard',
    title: 'Reject…',
    style: 'destructive',
    card: {
      type: 'AdaptiveCard',
      body: [
        {
          type: 'Input.Text',
          id: reasonInput,
          label: 'Why? The bot and everyone in the channel can read this.',
          isMultiline: true,
          maxLength: 1_000,
          isRequired: true,
          errorMessage: 'Say why you reject it.',
        },
      ],
      actions: [execute('reject', 'Reject', 'destructive', data)],
    },
  };
}

function reviewForm({ what, digest }: CardText, data: CardData): ShowCard {
  return {
    type: 'Action.ShowCard',
    title: 'Review…',
    style: 'positive',
    card: {
      type: 'AdaptiveCard',
      body: [
        ...paragraph(bold(what)),
        ...paragraph('The whole change is in the thread of this card: read it there.'),
        {
          type: 'Input.Toggle',
          id: readInput,
          title: `I have read the whole change sha256:${digest.short}`,
          value: 'false',
          isRequired: true,
          errorMessage: 'Read the whole change first, then tick this.',
        },
      ],
      actions: [execute('approve', 'Approve', 'positive', data)],
    },
  };
}
