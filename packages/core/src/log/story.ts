import type { Digest } from '../digest.ts';
import { isDigest } from '../digest.ts';
import type { Entry } from './entry.ts';
import { LogError } from './error.ts';

/**
 * What the entries of one request tell, by kind and body:
 * - `request.submitted` { digest, quorum?: distinct approvers needed, one number a stage; behind?: the
 *   people who count as the requester, whose approval is none }
 * - `request.voted` { digest, vote: approve | reject, person, stage } with an opaque person
 * - `request.approved`, `request.rejected`, `request.expired`, `request.withdrawn` { digest }
 * Other members and kinds may stand between; a `digest` in them has to be the same one.
 */
export type Outcome = 'approved' | 'rejected' | 'expired' | 'withdrawn';

export type Decision = { readonly outcome: Outcome; readonly digest: Digest; readonly at: string };

export type StoryVote = {
  readonly person: string;
  readonly vote: 'approve' | 'reject';
  readonly stage: number;
};

export type Story = {
  readonly request: string;
  readonly decision: Decision;
  readonly votes: readonly StoryVote[];
};

/**
 * Reads the entries of one request, in the order of the log, as the story of its decision:
 * submitted, then votes, then decided once, all with one digest. Throws LogError `broken_story`.
 */
export function tellStory(entries: readonly Entry[]): Story {
  const [submitted, ...rest] = entries;
  if (submitted?.kind !== 'request.submitted' || submitted.request === undefined) {
    throw broken('it does not begin with the submission of a request');
  }
  const { request } = submitted;
  const digest = digestIn(submitted);
  for (const entry of rest) assertSame(entry, request, digest);
  const decided = onlyDecision(rest);
  const votes = rest.filter(({ kind }) => kind === 'request.voted').map(readVote);
  const outcome = outcomeOf(decided);
  assertEarned(outcome, votes, quorumOf(submitted));
  assertNotOwn(votes, behind(submitted));
  return { request, decision: { outcome, digest, at: decided.at }, votes };
}

function assertSame(entry: Entry, request: string, digest: Digest): void {
  if (entry.kind === 'request.submitted') throw broken('the request is submitted twice');
  if (entry.request !== request) throw broken(`entry ${entry.id} is of another request`);
  const tells = member(entry, 'digest');
  const mustTell = entry.kind === 'request.voted' || isDecision(entry);
  if (tells === digest || (tells === undefined && !mustTell)) return;
  throw broken(`entry ${entry.id} is about another change than the one submitted`);
}

function onlyDecision(entries: readonly Entry[]): Entry {
  const [decided, ...more] = entries.filter(isDecision);
  if (decided === undefined) throw broken('it has no decision');
  if (more.length > 0) throw broken('it is decided twice');
  const after = entries.slice(entries.indexOf(decided) + 1);
  if (after.some(({ kind }) => kind === 'request.voted'))
    throw broken('a vote follows the decision');
  return decided;
}

/** An approval is recounted; a rejection takes at least one person who said no. */
function assertEarned(outcome: Outcome, votes: readonly StoryVote[], quorum: readonly number[]) {
  const ballots = new Set(votes.map(({ stage, person }) => `${stage} ${person}`));
  if (ballots.size < votes.length) throw broken('a person voted twice in one stage');
  if (outcome === 'rejected' && !votes.some(({ vote }) => vote === 'reject')) {
    throw broken('nobody voted for the rejection');
  }
  if (outcome !== 'approved') return;
  for (const [stage, needed] of quorum.entries()) {
    const given = votes.filter((vote) => vote.stage === stage && vote.vote === 'approve').length;
    if (given < needed) throw broken(`stage ${stage} has ${given} of ${needed} approvals`);
  }
  if (!votes.some(({ vote }) => vote === 'approve')) throw broken('nobody voted for the approval');
}

function assertNotOwn(votes: readonly StoryVote[], behind: readonly unknown[]) {
  const own = votes.find(({ vote, person }) => vote === 'approve' && behind.includes(person));
  if (own !== undefined) throw broken(`${own.person} approved a request of their own`);
}

function readVote(entry: Entry): StoryVote {
  const [person, vote, stage] = ['person', 'vote', 'stage'].map((name) => member(entry, name));
  const isVote = vote === 'approve' || vote === 'reject';
  if (typeof person !== 'string' || person === '' || !isVote || !isCount(stage)) {
    throw broken(`entry ${entry.id} is not a vote`);
  }
  return { person, vote, stage };
}

function quorumOf(submitted: Entry): readonly number[] {
  const quorum = member(submitted, 'quorum') ?? [];
  if (!Array.isArray(quorum) || !quorum.every(isCount)) throw broken('its quorum is malformed');
  return quorum;
}

function behind(submitted: Entry): readonly unknown[] {
  const people = member(submitted, 'behind') ?? [];
  if (!Array.isArray(people)) throw broken('its list of requesters is malformed');
  return people;
}

function digestIn(entry: Entry): Digest {
  const digest = member(entry, 'digest');
  if (!isDigest(digest)) throw broken(`entry ${entry.id} has no change digest`);
  return digest;
}

const outcomes: ReadonlyMap<string, Outcome> = new Map([
  ['request.approved', 'approved'],
  ['request.rejected', 'rejected'],
  ['request.expired', 'expired'],
  ['request.withdrawn', 'withdrawn'],
]);

function isDecision({ kind }: Entry): boolean {
  return outcomes.has(kind);
}

function outcomeOf({ kind }: Entry): Outcome {
  const outcome = outcomes.get(kind);
  if (outcome === undefined) throw broken('it has no decision');
  return outcome;
}

function member({ body }: Entry, name: string): unknown {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, name)) return undefined;
  return Object.getOwnPropertyDescriptor(body, name)?.value as unknown;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function broken(why: string): LogError {
  return new LogError('broken_story', `The entries do not tell a decision: ${why}.`);
}
