import type { Quorum } from '../policy/plan.ts';
import { tally } from '../request/tally.ts';
import type { Entry } from './entry.ts';
import { broken, isList, isQuorums, isRecord, isTexts, member } from './story-parts.ts';

export type StoryReview = {
  readonly person: string;
  readonly finding: 'ok' | 'concern';
  readonly groups: readonly string[];
};

/** Who approved alone, and who has looked at it since. */
export type Emergency = {
  readonly person: string;
  readonly reviews: readonly StoryReview[];
  readonly isReviewed: boolean;
};

type Offered = { openers: string[][]; behind: string[]; quorums: Quorum[] };

/**
 * What the entries tell of an approval in an emergency: the policy lets somebody do so, who is in
 * the groups and not behind the request; others reviewed it, as many as it says.
 */
export function readEmergency(
  submitted: Entry,
  rest: readonly Entry[],
  decided: Entry,
): Emergency | undefined {
  const [opened, ...more] = rest.filter(({ kind }) => kind === 'request.broke_glass');
  const reviewed = rest.filter(({ kind }) => kind === 'request.reviewed');
  const done = rest.filter(({ kind }) => kind === 'request.review_done');
  if (opened === undefined) {
    if (member(decided, 'emergency') === true) {
      throw broken('who approved it in an emergency is left out');
    }
    if (reviewed.length + done.length > 0) throw broken('it is reviewed, and was no emergency');
    return undefined;
  }
  if (more.length > 0) throw broken('it was approved in an emergency twice');
  if (decided.kind !== 'request.approved' || rest.indexOf(opened) > rest.indexOf(decided)) {
    throw broken('an emergency led to no approval');
  }
  if (reviewed.some((entry) => rest.indexOf(entry) < rest.indexOf(decided))) {
    throw broken('it was reviewed before it was approved');
  }
  const offered = offeredIn(member(submitted, 'breakGlass'));
  const { person, groups } = whoIn(opened);
  if (offered.behind.includes(person)) throw broken(`${person} approved a request of their own`);
  if (!offered.openers.every((any) => any.some((group) => groups.includes(group)))) {
    throw broken(`${person} was not among those who may approve in an emergency`);
  }
  const reviews = reviewed.map((entry) => readReview(entry, [person, ...offered.behind]));
  if (new Set(reviews.map((one) => one.person)).size < reviews.length) {
    throw broken('a person reviewed it twice');
  }
  if (done.length > 0 && !isReviewedBy(reviews, offered)) {
    throw broken('fewer people reviewed it than policy wants');
  }
  return { person, reviews, isReviewed: done.length > 0 };
}

function isReviewedBy(reviews: readonly StoryReview[], { quorums }: Offered): boolean {
  const counted = tally({ combine: 'any', quorums }, reviews).quorums;
  return counted.length > 0 && counted.every(({ missing }) => missing === 0);
}

function readReview(entry: Entry, others: readonly string[]): StoryReview {
  const { person, groups } = whoIn(entry);
  const finding = member(entry, 'finding');
  if (finding !== 'ok' && finding !== 'concern') throw broken(`entry ${entry.id} is not a review`);
  if (others.includes(person)) throw broken(`${person} reviewed an approval of their own`);
  return { person, finding, groups };
}

function whoIn(entry: Entry): { person: string; groups: string[] } {
  const [person, groups] = [member(entry, 'person'), member(entry, 'groups')];
  if (typeof person !== 'string' || person === '' || !isTexts(groups)) {
    throw broken(`entry ${entry.id} names nobody`);
  }
  return { person, groups };
}

function offeredIn(written: unknown): Offered {
  if (!isRecord(written)) throw broken('policy has no way to approve it in an emergency');
  const { openers, behind, review } = written;
  const quorums = isRecord(review) ? review['quorums'] : undefined;
  const isSound =
    isList(openers) && openers.length > 0 && openers.every(isTexts) && isTexts(behind);
  if (!isSound || !isQuorums(quorums)) throw broken('its emergency path is malformed');
  return { openers, behind, quorums };
}
