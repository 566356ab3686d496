import type { Account, Person } from '@countersign/core/people';
import { reviewStatus, reviewTally } from '@countersign/core/request/review';
import type { RequestState, Urgent } from '@countersign/core/request/state';
import { wantsText } from '@countersign/core/request/wants';
import { moment } from '@countersign/core/text/moment';
import { wordsToBot } from '@countersign/core/text/words-to-bot';
import type { RequestView } from '@countersign/core/wire/request-view';

/** An approval in an emergency and its review, as the API shows them; undefined where there was none. */
export function emergencyView(state: RequestState): RequestView['emergency'] {
  const { urgent, review } = state;
  if (!urgent || !review) return undefined;
  return {
    by: shown(urgent.person),
    reason: urgent.reason,
    at: instant(urgent.at),
    freezes: urgent.freezes,
    review: {
      status: reviewStatus(review),
      dueAt: instant(review.dueAt),
      quorums: reviewTally(state).map(({ quorum, groups, missing }) => ({
        quorum,
        groups,
        missing,
      })),
      reviews: review.by.map(({ person, finding, comment, at }) => ({
        person: shown(person),
        finding,
        at: instant(at),
        ...(comment === undefined ? {} : { comment }),
      })),
    },
  };
}

export function emergencySentence({ person }: Urgent): string {
  return `EMERGENCY: ${person.name} approved this alone; no other approval was waited for.`;
}

/** “To be reviewed until …: 1 review from security.”, and by which words. Empty where nothing is left. */
export function reviewSentence(state: RequestState, platform: Account['platform']): string {
  const wants = reviewWants(state);
  if (wants === '') return '';
  const [look, ok, concern] = [
    `show ${state.id}`,
    `review ${state.id} ok`,
    `review ${state.id} concern …`,
  ].map((words) => wordsToBot(platform, words));
  return `${wants} Look at it with “${look}”, then say “${ok}” or “${concern}”.`;
}

/** The same without the words, for who has said them. */
export function reviewWants(state: RequestState): string {
  const { review } = state;
  if (!review || review.doneAt !== undefined) return '';
  const wants = reviewTally(state).map(({ missing, groups }) => ({ count: missing, groups }));
  const who = wantsText('all', wants, { unit: 'review' });
  return `To be reviewed until ${moment(review.dueAt)}: ${who}.`;
}

/** The other names that a person goes by are no matter of the bot's. */
function shown({ id, name }: Person): Person {
  return { id, name };
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
