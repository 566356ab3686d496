import { formatDuration } from '@countersign/core/policy/duration';
import { reviewStatus, reviewTally } from '@countersign/core/request/review';
import type { RequestState, Reviewed } from '@countersign/core/request/state';
import { wantsOf, wantsText } from '@countersign/core/request/wants';
import type { Timed } from '@countersign/core/text/timed';
import type { Told } from './decision.ts';
import { groupsText, line, listOf } from './words.ts';

/** What an approval in an emergency leaves to be done, and what became of that. */
export type EmergencyText = {
  /** What it went past, and who has to look at it until when. */
  notes: Timed[];
  reviews: Told[];
};

export const EMERGENCY = 'In an emergency…';

/** What somebody does who approves alone, for the form in which they do it. */
export function emergencyOffer({ plan, held }: RequestState): string {
  const { quorums = [], withinMs = 0 } = plan.breakGlass?.review ?? {};
  const who = wantsText('all', wantsOf({ quorums }), { unit: 'review', groups: groupsText });
  const freezes = plan.freezes || held ? ' No freeze holds it.' : '';
  return `You alone approve this, at once: nobody else is asked.${freezes} It is announced, and within ${formatDuration(withinMs)} it wants ${who}.`;
}

/** Null for whatever was decided as usual. */
export function emergencyText(state: RequestState): EmergencyText | null {
  const { urgent, review } = state;
  if (!urgent || !review) return null;
  const past = urgent.freezes.map((name) => `“${line(name, 60)}”`);
  return {
    notes: [
      ...(past.length === 0 ? [] : [[`The freeze ${listOf(past, 3)} does not hold it.`]]),
      reviewText(state),
    ],
    reviews: review.by.slice(0, 6).map(toldOf),
  };
}

export const TO_REVIEW = 'To be reviewed by you';

/** For a list of what waits for somebody. */
export function reviewLines(state: RequestState): Timed[] {
  const { urgent } = state;
  if (!urgent) return [];
  const who = line(urgent.person.name, 60);
  return [
    [
      `${who} approved it alone in an emergency at `,
      { at: urgent.at },
      `: “${line(urgent.reason, 200)}”`,
    ],
    reviewText(state),
  ];
}

function reviewText(state: RequestState): Timed {
  const { review } = state;
  if (!review) return [];
  if (review.doneAt !== undefined) return ['Its review is complete.'];
  const wants = reviewTally(state).map(({ missing, groups }) => ({ count: missing, groups }));
  const who = wantsText('all', wants, { unit: 'review', groups: groupsText });
  const until = { at: review.dueAt };
  return reviewStatus(review) === 'overdue'
    ? [`NOT REVIEWED IN TIME: ${who} was due at `, until, '.']
    : ['To be reviewed until ', until, `: ${who}.`];
}

function toldOf({ person, finding, comment, at }: Reviewed): Told {
  const name = line(person.name, 60);
  return {
    sentence: finding === 'ok' ? `Reviewed by ${name}: all is well` : `${name} has a concern`,
    at,
    words: comment ? line(comment, 300) : null,
  };
}
