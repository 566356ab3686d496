import type { Digest } from '../digest.ts';
import { isDigest } from '../digest.ts';
import type { Entry } from './entry.ts';
import { tally } from '../request/tally.ts';
import {
  readEscalations,
  readHolds,
  readRuns,
  type Course,
  type Escalation,
} from './story-course.ts';
import { readCredentials, type StoryCredential } from './story-credentials.ts';
import { readEmergency, type Emergency } from './story-emergency.ts';
import { readFreezes, type ReadFreezes, type StoryFreezes } from './story-freezes.ts';
import { readGrant, type GrantStory } from './story-grant.ts';
import { addGroups, stagesIn, type StoryStage } from './story-stages.ts';
import { assertInTime } from './story-times.ts';
import { broken, isCount, isRecord, isTexts, member } from './story-parts.ts';

/**
 * What the entries of one request tell, by kind and body:
 * - `request.submitted` { digest, stages?: [{ combine, quorums, rejection }] as the plan has them;
 *   allowed?: policy asks nobody; behind?: the people whose approval would be none; reuse?: { uses: how
 *   many runs one approval serves; 1 }, freezes?: the windows as policy writes them, or in older
 *   logs their names, holdUntil?: when an approval takes effect at the earliest,
 *   expiresAt? }, both in ISO 8601
 * - `request.voted` { digest, vote: approve | reject, person, onBehalfOf?: { person }, groups?, stage, via? }
 *   with opaque people; another vote of either of them at the same stage replaces the one before
 * - `request.escalated` { stage, groups: which may vote at that stage from now on }
 * - `request.held` { until: in ISO 8601 } where an approval waits for a freeze or an hour to pass; it
 *   takes effect no sooner
 * - `run.started` once for each run, after the approval
 * - `grant.issued` { grant, digest, expiresAt } once, after a run began, where the submission's { grant:
 *   { uses, lifetimeMs, withinMs } } gives one; `grant.redeemed` and `grant.revoked` { grant, digest, why }
 * - `credential.opening`, `.opened` and `.closed` { credential, grant, target } for what the grant opened
 * - `request.broke_glass` { digest, person, groups } where one person approved alone, in an emergency,
 *   and the submission's { breakGlass: { openers, behind, review: { quorums } } } lets them
 * - `request.reviewed` { digest, person, groups, finding } afterwards, and `request.review_done` { digest }
 * - `request.approved`, `request.rejected`, `request.expired`, `request.withdrawn` { digest }
 * Other members and kinds may stand between; a `digest` in them has to be the same one.
 */
export type Outcome = 'approved' | 'rejected' | 'expired' | 'withdrawn';

export type Decision = { readonly outcome: Outcome; readonly digest: Digest; readonly at: string };

export type StoryVote = {
  readonly person: string;
  /** The one whose right it was, where the person only stood in for them. */
  readonly onBehalfOf?: string;
  readonly vote: 'approve' | 'reject';
  readonly stage: number;
  /** Which of the stage's groups held the person; absent where the log does not say. */
  readonly groups?: readonly string[];
  /** The chat platform that it came from, or `session`; absent where the log does not say. */
  readonly via?: string;
};

export type Story = {
  readonly request: string;
  readonly decision: Decision;
  readonly votes: readonly StoryVote[];
  /** Policy let it through, and nobody was asked. */
  readonly allowed?: true;
  /** Approved by one person alone, in an emergency, and by whom that was reviewed since. */
  readonly emergency?: Emergency;
  /** When nothing may take effect, where policy says so, and whether that was looked at. */
  readonly freezes?: StoryFreezes;
  /** The credential that the approval gave. */
  readonly grant?: GrantStory;
  /** What that opened on other systems. */
  readonly credentials?: readonly StoryCredential[];
} & Course;

/**
 * Reads the entries of one request, in the order of the log, as the story of its decision:
 * submitted, then votes, then decided once, all with one digest. Freezes are looked at where the
 * calendar is there to read them. Throws LogError `broken_story`.
 */
export function tellStory(entries: readonly Entry[], calendar?: ReadFreezes): Story {
  const [submitted, ...rest] = entries;
  if (submitted?.kind !== 'request.submitted' || submitted.request === undefined) {
    throw broken('it does not begin with the submission of a request');
  }
  const { request } = submitted;
  const digest = digestIn(submitted);
  for (const entry of rest) assertSame(entry, request, digest);
  const decided = onlyDecision(rest);
  const knowsGroups = member(submitted, 'quorum') === undefined;
  const votes = rest
    .filter(({ kind }) => kind === 'request.voted')
    .map(readVote)
    .map(({ groups, ...vote }) => (groups && knowsGroups ? { ...vote, groups } : vote));
  const outcome = outcomeOf(decided);
  const emergency = readEmergency(submitted, rest, decided);
  const escalations = readEscalations(rest);
  const stages = stagesOf(submitted, escalations);
  const allowed = isAllowed(submitted) && stages.length === 0;
  assertEarned(outcome, votes, { stages, allowed, emergency });
  assertNotOwn(votes, behind(submitted));
  assertMayStandIn(votes, stages);
  assertInTime(submitted, rest, { decided, isEmergency: emergency !== undefined });
  const decision = { outcome, digest, at: decided.at };
  return {
    request,
    decision,
    votes,
    ...(allowed && outcome === 'approved' && !emergency && { allowed }),
    ...(emergency && { emergency }),
    ...readHolds(rest),
    ...readFreezes(
      submitted,
      rest,
      { decided, isEmergency: emergency !== undefined, isAllowed: allowed },
      calendar,
    ),
    ...(escalations.length > 0 && { escalations }),
    ...readGrant(rest, { submitted, decided }),
    ...readCredentials(rest),
    ...readRuns(rest, { submitted, decided, isEmergency: emergency !== undefined }),
  };
}

function assertSame(entry: Entry, request: string, digest: Digest): void {
  if (entry.kind === 'request.submitted') throw broken('the request is submitted twice');
  if (entry.request !== request) throw broken(`entry ${entry.id} is of another request`);
  const tells = member(entry, 'digest');
  const mustTell = telling.has(entry.kind) || isDecision(entry);
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

type Asked = {
  stages: readonly StoryStage[];
  allowed: boolean;
  emergency: Emergency | undefined;
};

/** Approvals and rejections are counted again, with what each person said last at each stage. */
function assertEarned(
  outcome: Outcome,
  votes: readonly StoryVote[],
  { stages, allowed, emergency }: Asked,
) {
  const said = lastWords(votes);
  if (outcome === 'rejected') assertRejected(said, stages);
  if (outcome !== 'approved' || emergency) return;
  for (const [at, stage] of stages.entries()) {
    const approvals = said.filter((vote) => vote.stage === at && vote.vote === 'approve');
    const { met, missing } = tally(stage, approvals);
    if (!met)
      throw broken(`stage ${at} has ${approvals.length} approvals and wants ${missing} more`);
  }
  if (allowed && votes.length === 0) return;
  if (!said.some(({ vote }) => vote === 'approve')) throw broken('nobody voted for the approval');
}

/** Whoever votes for another one is one hand with them: together they have one vote at a stage. */
function lastWords(votes: readonly StoryVote[]): StoryVote[] {
  const last: StoryVote[] = [];
  for (const vote of votes) {
    const before = [...last.keys()].filter((at) => isSameBallot(last[at], vote));
    const [at = last.length] = before;
    if (before.length > 1) throw broken('a vote stands for two people');
    if (last[at]?.vote === vote.vote) throw broken('a person voted twice in one stage');
    last[at] = vote;
  }
  return last;
}

function isSameBallot(a: StoryVote | undefined, b: StoryVote): boolean {
  return a?.stage === b.stage && handOf(a).some((person) => handOf(b).includes(person));
}

function handOf({ person, onBehalfOf }: StoryVote): string[] {
  return onBehalfOf === undefined ? [person] : [person, onBehalfOf];
}

function assertRejected(said: readonly StoryVote[], stages: readonly StoryStage[]) {
  const rejections = said.filter(({ vote }) => vote === 'reject');
  if (rejections.length === 0) throw broken('nobody voted for the rejection');
  const at = Math.max(...said.map(({ stage }) => stage));
  const { quorum, veto } = stages[at]?.rejection ?? { quorum: 1, veto: [] };
  const here = rejections.filter(({ stage }) => stage === at);
  const isVetoed = here.some(({ groups = [] }) => groups.some((group) => veto.includes(group)));
  if (!isVetoed && here.length < quorum) {
    throw broken(`stage ${at} has ${here.length} of ${quorum} rejections`);
  }
}

function assertNotOwn(votes: readonly StoryVote[], behind: readonly unknown[]) {
  const own = votes.find((cast) => {
    return cast.vote === 'approve' && handOf(cast).some((person) => behind.includes(person));
  });
  if (own !== undefined)
    throw broken(`${handOf(own).join(' for ')} approved a request of their own`);
}

function assertMayStandIn(votes: readonly StoryVote[], stages: readonly StoryStage[]) {
  const passedOn = votes.find(({ stage, onBehalfOf }) => {
    return onBehalfOf !== undefined && stages[stage]?.delegation === false;
  });
  if (passedOn) throw broken(`${passedOn.person} voted for another one where nobody may`);
}

function readVote(entry: Entry): StoryVote {
  const [person, vote, stage] = ['person', 'vote', 'stage'].map((name) => member(entry, name));
  const groups = member(entry, 'groups');
  const isVote = vote === 'approve' || vote === 'reject';
  if (typeof person !== 'string' || person === '' || !isVote || !isCount(stage)) {
    throw broken(`entry ${entry.id} is not a vote`);
  }
  const cast = { person, ...principalIn(entry), vote, stage, ...viaIn(entry) } as const;
  if (groups === undefined) return cast;
  if (!isTexts(groups)) throw broken(`entry ${entry.id} has malformed groups`);
  return { ...cast, groups };
}

function principalIn(entry: Entry): Pick<StoryVote, 'onBehalfOf'> {
  const behalf = member(entry, 'onBehalfOf');
  if (behalf === undefined) return {};
  const principal = isRecord(behalf) ? behalf['person'] : undefined;
  if (typeof principal === 'string' && principal !== '') return { onBehalfOf: principal };
  throw broken(`entry ${entry.id} is a vote for nobody`);
}

function viaIn(entry: Entry): Pick<StoryVote, 'via'> {
  const via = member(entry, 'via');
  const platform = isRecord(via) ? via['platform'] : undefined;
  return typeof platform === 'string' ? { via: platform } : {};
}

/** With the groups that escalations have added. */
function stagesOf(submitted: Entry, escalations: readonly Escalation[]): readonly StoryStage[] {
  const stages = stagesIn(member(submitted, 'stages'), member(submitted, 'quorum'));
  if (stages === null) throw broken('its stages are malformed');
  return escalations.reduce((all, { stage, groups }) => addGroups(all, stage, groups), stages);
}

function isAllowed(submitted: Entry): boolean {
  return member(submitted, 'allowed') === true;
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

const telling: ReadonlySet<string> = new Set([
  'request.voted',
  'request.broke_glass',
  'request.reviewed',
  'request.review_done',
]);

function isDecision({ kind }: Entry): boolean {
  return outcomes.has(kind);
}

function outcomeOf({ kind }: Entry): Outcome {
  const outcome = outcomes.get(kind);
  if (outcome === undefined) throw broken('it has no decision');
  return outcome;
}
