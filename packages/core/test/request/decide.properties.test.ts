import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Membership } from '../../src/people.ts';
import type { CastVote, Command, VoteFacts } from '../../src/request/command.ts';
import { tellStory } from '../../src/log/story.ts';
import { decide } from '../../src/request/decide.ts';
import { entryOf } from '../../src/request/entries.ts';
import { evolve } from '../../src/request/evolve.ts';
import type { RequestEvent } from '../../src/request/event.ts';
import type { Quorum, StagePlan } from '../../src/policy/plan.ts';
import { approvers, groupsToAsk } from '../../src/request/eligibility.ts';
import {
  approvalsOf,
  isOpen,
  openStage,
  stageNow,
  type RequestState,
  type Vote,
} from '../../src/request/state.ts';
import { aStage } from '../support/stage.ts';
import { aRequest, aVote, digest, hour } from './support.ts';

const people = ['ada', 'bob', 'cy', 'dee', 'olga'];
const groups = ['releasers', 'security'];

/** The first value eight times of ten: enough scripts must get through for a property to bite. */
function mostly<T>(usual: T, ...others: T[]): fc.Arbitrary<T> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.constant(usual) },
    { weight: 2, arbitrary: fc.constantFrom(...others) },
  );
}

const quorum = fc.record({
  quorum: fc.integer({ min: 1, max: 3 }),
  groups: fc.subarray(groups, { minLength: 1 }),
});

const stage: fc.Arbitrary<StagePlan> = fc
  .record({
    combine: fc.constantFrom<'all' | 'any'>('all', 'any'),
    quorums: fc.array(quorum, { minLength: 1, maxLength: 2 }),
    rejection: fc.record({
      quorum: mostly(1, 2, 3),
      veto: mostly<string[]>([], ['security'], ['auditors']),
    }),
    reminders: mostly<number[]>([], [100, 2_000]),
    escalations: mostly<StagePlan['escalations']>(
      [],
      [{ afterMs: 500, groups: ['leads'], routes: [] }],
    ),
  })
  .map((more) => aStage({ name: 'one', quorum: 1, groups: [] }, more));

const stages = fc.array(stage, { minLength: 1, maxLength: 3 });

const facts: fc.Arbitrary<VoteFacts> = fc.record({
  standing: mostly<VoteFacts['standing']>(
    'ok',
    'bot',
    'guest',
    'external',
    'deactivated',
    'unknown',
  ),
  memberships: fc.record({
    releasers: mostly<Membership>('member', 'not_member', 'unknown'),
    security: mostly<Membership>('member', 'not_member', 'unknown'),
    auditors: mostly<Membership>('not_member', 'member', 'unknown'),
    leads: mostly<Membership>('member', 'not_member', 'unknown'),
  }),
  channel: mostly<VoteFacts['channel']>('ok', 'not_routed', 'shared_externally', 'unknown'),
  changeShown: mostly<VoteFacts['changeShown']>('whole', 'partly', 'unreviewed'),
});

const vote: fc.Arbitrary<CastVote> = fc
  .record({
    person: fc.constantFrom(...people),
    vote: mostly<'approve' | 'reject'>('approve', 'reject'),
    stage: fc.integer({ min: 0, max: 2 }),
    comment: fc.constantFrom('', 'because'),
    genuine: mostly(true, false),
  })
  .map(({ person, vote, stage, comment, genuine }) =>
    aVote(person, {
      vote,
      comment,
      shown: { digest: genuine ? digest : `sha256:${'b'.repeat(64)}`, stage },
    }),
  );

type Step = { command: Exclude<Command, { type: 'submit' }>; facts: VoteFacts; after: number };
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    command: fc.oneof(
      { weight: 12, arbitrary: vote },
      { weight: 1, arbitrary: fc.constant({ type: 'tick' as const }) },
      {
        weight: 1,
        arbitrary: fc
          .constantFrom('ci-deploy', 'other')
          .map((identity) => ({ type: 'withdraw' as const, identity })),
      },
    ),
    facts,
    after: fc.oneof(
      { weight: 30, arbitrary: fc.integer({ min: 0, max: 1_000 }) },
      { weight: 1, arbitrary: fc.integer({ min: -5, max: hour }) },
    ),
  }),
  { maxLength: 40 },
);

function run(request: RequestState, script: Step[]) {
  let state = request;
  let now = 0;
  const events: { event: RequestEvent; before: RequestState; facts: VoteFacts }[] = [];
  for (const step of script) {
    now += step.after;
    const decided = decide(state, step.command as CastVote, now, step.facts);
    if (!decided.ok) continue;
    for (const event of decided.events) {
      events.push({ event, before: state, facts: step.facts });
      state = evolve(state, event);
    }
    expect(state).toEqual(decided.state);
  }
  return { state, events };
}

/** The definition, tried out: some choice of one quorum for each person fills them all, or one. */
function canFill({ combine, quorums }: StagePlan, votes: Vote[]): boolean {
  if (combine === 'any') {
    return quorums.some((q) => votes.filter((v) => holds(q, v)).length >= q.quorum);
  }
  const [vote, ...rest] = votes;
  if (vote === undefined) return quorums.every((q) => q.quorum <= 0);
  return [
    quorums,
    ...quorums.flatMap((q, at) =>
      holds(q, vote) ? [quorums.with(at, { ...q, quorum: q.quorum - 1 })] : [],
    ),
  ].some((left) => canFill({ combine, quorums: left } as StagePlan, rest));
}

function holds({ groups }: Quorum, vote: Vote): boolean {
  return groups.some((group) => vote.groups?.includes(group));
}

/** From when on it counts: an escalation may be noticed late, and a reminder changes nothing. */
function momentOf({ event, before }: { event: RequestEvent; before: RequestState }): number {
  if (event.type === 'reminded') return 0;
  if (event.type !== 'escalated') return event.at;
  const { afterMs = 0 } = before.plan.stages[event.stage]?.escalations[event.step] ?? {};
  return before.stageOpenedAt + afterMs;
}

describe('whatever commands arrive, in whatever order', () => {
  it('nothing is approved without every stage having its quorum of distinct people', () => {
    let approved = 0;
    fc.assert(
      fc.property(stages, steps, (plan, script) => {
        const { state } = run(aRequest(plan), script);
        if (state.status !== 'approved') return;
        approved += 1;
        state.plan.stages.forEach((_, i) => {
          const approvals = approvalsOf(state, i);
          const who = new Set(approvals.map((v) => v.person.id));
          expect(who.size).toBe(approvals.length);
          expect(canFill(stageNow(state, i), approvals)).toBe(true);
        });
      }),
      { numRuns: 5_000 },
    );
    expect(approved).toBeGreaterThan(50);
  });

  it('a clock that went back approves nothing', () => {
    let prevented = 0;
    const back = fc.integer({ min: 1, max: hour });
    fc.assert(
      fc.property(stages, steps, vote, facts, back, (plan, script, last, seen, ms) => {
        const { state, events } = run(aRequest(plan), script);
        fc.pre(isOpen(state));
        const latest = Math.max(0, ...events.map(momentOf));
        expect(decide(state, last, latest - ms, seen).ok).toBe(false);
        const inTime = decide(state, last, latest, seen);
        if (inTime.ok && inTime.state.status === 'approved') prevented += 1;
      }),
      { numRuns: 5_000 },
    );
    expect(prevented).toBeGreaterThan(10);
  });

  it('no event follows a terminal state', () => {
    fc.assert(
      fc.property(stages, steps, (plan, script) => {
        const starts = run(aRequest(plan), script).events.filter(({ event }) =>
          ['voted', 'expired', 'withdrawn'].includes(event.type),
        );
        expect(starts.every(({ before }) => isOpen(before))).toBe(true);
        const ends = run(aRequest(plan), script).events.filter((e) =>
          ['approved', 'rejected', 'expired', 'withdrawn'].includes(e.event.type),
        );
        expect(ends.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 600 },
    );
  });

  it('every counted vote came from an eligible person, for the digest and stage at hand', () => {
    fc.assert(
      fc.property(stages, steps, (plan, script) => {
        for (const { event, before, facts } of run(aRequest(plan), script).events) {
          if (event.type !== 'voted') continue;
          const { vote } = event.vote;
          const groups = vote === 'reject' ? groupsToAsk(before) : approvers(openStage(before));
          expect(event.vote.digest).toBe(before.digest);
          expect(event.vote.stage).toBe(before.stage);
          expect(event.vote.person.id).not.toBe('olga');
          expect(facts.standing).toBe('ok');
          expect(facts.channel).toBe('ok');
          expect(groups.some((g) => facts.memberships[g] === 'member')).toBe(true);
          expect(event.at).toBeLessThan(before.expiresAt);
        }
      }),
      { numRuns: 600 },
    );
  });

  it('the log’s entries tell the story that happened', () => {
    fc.assert(
      fc.property(stages, steps, (plan, script) => {
        const { state, events } = run(aRequest(plan), script);
        if (isOpen(state)) return;
        const submitted: RequestEvent = { type: 'submitted', state: aRequest(plan), at: 0 };
        const all = [submitted, ...events.map(({ event }) => event)];
        const story = tellStory(all.map((event, n) => entryOf(state, event, `ent_${n}`)));
        expect(story.decision.outcome).toBe(state.status);
        expect(story.votes.map((vote) => vote.person)).toEqual(state.votes.map((v) => v.person.id));
      }),
      { numRuns: 600 },
    );
  });
});
