import type { AdaptiveCard, RichTextBlock } from '@microsoft/teams.cards';
import { shortDigest } from '@countersign/core/digest';
import type { Waiting } from '../../../ports/chat-use-cases.ts';
import { whatOf } from '../../card.ts';
import { reviewLines, TO_REVIEW } from '../../card/emergency.ts';
import { joinTimed } from '../../card/timed.ts';
import { WAITING, waitingNote, type WaitingLists } from '../../card/waiting.ts';
import { count, line } from '../../card/words.ts';
import { plainCard } from './activity.ts';
import { bold, link, moment, paragraph, run, timed } from './text.ts';

const SHOWN = 20;

/** The answer to `list`: what waits for this person. */
export function waitingCard(lists: WaitingLists): AdaptiveCard {
  const { waiting, reviews } = lists;
  const note = waitingNote(lists);
  if (note !== null && waiting.length + reviews.length === 0) {
    return plainCard(note, paragraph(note));
  }
  return plainCard(WAITING, [
    ...listed(WAITING, waiting.slice(0, SHOWN).map(entry)),
    ...rest(waiting, 'more request'),
    ...listed(TO_REVIEW, reviews.slice(0, SHOWN).map(review)),
    ...rest(reviews, 'more review'),
    ...(note === null ? [] : paragraph(note)),
  ]);
}

function listed(title: string, entries: RichTextBlock[][]): RichTextBlock[] {
  if (entries.length === 0) return [];
  return [...paragraph(run(title, { weight: 'Bolder', size: 'Large' })), ...entries.flat()];
}

function rest({ length }: readonly Waiting[], what: string): RichTextBlock[] {
  return length > SHOWN ? paragraph(`And ${count(length - SHOWN, what)}.`) : [];
}

/** Somebody approved it alone, and this person is one of those who look at that afterwards. */
function review({ state, link: to }: Waiting) {
  return paragraph(
    run(state.id, { fontType: 'Monospace' }),
    ' ',
    bold(line(whatOf(state), 200)),
    ': ',
    ...timed(joinTimed(reviewLines(state))),
    ` Say “review ${state.id} ok” or “review ${state.id} concern …”. `,
    to === null ? null : link(to, 'Open the card'),
  );
}

function entry({ state, link: to }: Waiting) {
  return paragraph(
    run(state.id, { fontType: 'Monospace' }),
    ' ',
    bold(line(whatOf(state), 200)),
    `, asked by ${line(state.identity.name, 80)}, change ${shortDigest(state.digest)}, expires `,
    moment(state.expiresAt),
    ' ',
    to === null ? null : link(to, 'Open the card'),
  );
}
