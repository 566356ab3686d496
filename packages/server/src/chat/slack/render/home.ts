import { shortDigest } from '@countersign/core/digest';
import type { HomeView, KnownBlock } from '@slack/types';
import type { Waiting } from '../../../ports/chat-use-cases.ts';
import { whatOf, withholds } from '../../card.ts';
import { reviewLines, TO_REVIEW } from '../../card/emergency.ts';
import { joinTimed } from '../../card/timed.ts';
import { WAITING, waitingNote, type WaitingLists } from '../../card/waiting.ts';
import { count, line } from '../../card/words.ts';
import { bold, button, code, header, link, moment, paragraph, richText, timed } from './blocks.ts';
import { findingButtons } from './finding.ts';

const SHOWN = 20;
/** They take as many blocks as requests do, and a Home tab has 100. */
const REVIEWS_SHOWN = 10;

/** The Home tab: what waits for this person. */
export function homeView(lists: WaitingLists): HomeView {
  const { waiting, reviews } = lists;
  const more = waiting.length - SHOWN;
  return {
    type: 'home',
    blocks: [
      header(WAITING),
      ...noteBlocks({ ...lists, reviews: [] }),
      ...waiting.slice(0, SHOWN).flatMap(entry),
      ...(more > 0 ? richText(paragraph(`And ${count(more, 'more request')}.`)) : []),
      ...(reviews.length === 0 ? [] : [header(TO_REVIEW)]),
      ...reviews.slice(0, REVIEWS_SHOWN).flatMap(review),
      ...moreReviews(reviews),
    ],
  };
}

/** Somebody approved it alone, and this person is one of those who look at that afterwards. */
function review({ state, link: to }: Waiting): KnownBlock[] {
  return [
    { type: 'divider' },
    ...richText(
      paragraph(bold(line(whatOf(state), 200))),
      ...reviewLines(state).map((text) => paragraph(...timed(text))),
      paragraph(`Change ${shortDigest(state.digest)}`),
      to === null ? null : paragraph(link(to, 'Open the card')),
    ),
    findingButtons(state.id, withholds({ state }), 'home.'),
  ];
}

function moreReviews(reviews: readonly Waiting[]) {
  const more = reviews.length - REVIEWS_SHOWN;
  return more > 0 ? richText(paragraph(`And ${count(more, 'more review')}.`)) : [];
}

/** Approving starts with reading, so this has no Approve of its own. */
function entry({ state, link: to }: Waiting): KnownBlock[] {
  return [
    { type: 'divider' },
    ...richText(
      paragraph(bold(line(whatOf(state), 200))),
      paragraph(
        `Asked by ${line(state.identity.name, 80)}. Expires `,
        moment(state.expiresAt),
        '.',
      ),
      paragraph(`Change ${shortDigest(state.digest)}`),
      to === null ? null : paragraph(link(to, 'Open the card')),
    ),
    {
      type: 'actions',
      elements: [
        button('home.review', 'Review…', state.id, { style: 'primary' }),
        button('home.reject', 'Reject…', state.id, { style: 'danger' }),
      ],
    },
  ];
}

/** The answer to `/countersign list`. */
export function waitingMessage(lists: WaitingLists): { text: string; blocks: KnownBlock[] } {
  const { waiting, reviews } = lists;
  const isEmpty = waiting.length + reviews.length === 0;
  return {
    text: (isEmpty ? waitingNote(lists) : null) ?? WAITING,
    blocks: [...requestBlocks(waiting), ...reviewBlocks(reviews), ...noteBlocks(lists)],
  };
}

function noteBlocks(lists: WaitingLists): KnownBlock[] {
  const note = waitingNote(lists);
  return note === null ? [] : richText(paragraph(note));
}

function reviewBlocks(reviews: readonly Waiting[]): KnownBlock[] {
  if (reviews.length === 0) return [];
  return [
    ...richText(
      paragraph(bold(TO_REVIEW)),
      ...reviews
        .slice(0, REVIEWS_SHOWN)
        .map(({ state, link: to }) =>
          paragraph(
            code(state.id),
            ' ',
            bold(line(whatOf(state), 200)),
            ': ',
            ...timed(joinTimed(reviewLines(state))),
            ' ',
            to === null ? null : link(to, 'Open the card'),
          ),
        ),
    ),
    ...moreReviews(reviews),
  ];
}

function requestBlocks(waiting: readonly Waiting[]): KnownBlock[] {
  if (waiting.length === 0) return [];
  const more = waiting.length - SHOWN;
  return richText(
    paragraph(bold(WAITING)),
    ...waiting
      .slice(0, SHOWN)
      .map(({ state, link: to }) =>
        paragraph(
          code(state.id),
          ' ',
          bold(line(whatOf(state), 200)),
          `, asked by ${line(state.identity.name, 80)}, change ${shortDigest(state.digest)}, expires `,
          moment(state.expiresAt),
          ' ',
          to === null ? null : link(to, 'Open the card'),
        ),
      ),
    more > 0 ? paragraph(`And ${count(more, 'more request')}.`) : null,
  );
}
