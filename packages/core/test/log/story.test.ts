import { describe, expect, it } from 'vitest';
import { digestOf } from '../../src/digest.ts';
import type { Json } from '../../src/wire/json.ts';
import type { Entry } from '../../src/log/entry.ts';
import { tellStory } from '../../src/log/story.ts';
import { approvedStory, digest, entry } from './sample-log.ts';

const other = digestOf('another change');
const stage = (combine: 'all' | 'any', ...quorums: { quorum: number; groups: string[] }[]) => ({
  combine,
  quorums,
  rejection: { quorum: 1, veto: ['security'] },
});
const asking = (...stages: Json[]) => entry('request.submitted', { digest, stages });
const says = (vote: 'approve' | 'reject', person: string, groups?: string[], at = 0) =>
  entry('request.voted', { digest, vote, person, stage: at, ...(groups && { groups }) });
const one = stage('all', { quorum: 1, groups: ['releasers'] });
const both = stage(
  'all',
  { quorum: 1, groups: ['releasers'] },
  { quorum: 1, groups: ['security'] },
);
const behalf = (vote: 'approve' | 'reject', person: string) =>
  entry('request.voted', {
    digest,
    vote,
    person,
    onBehalfOf: { person: 'ada', delegation: 'dlg_1' },
    groups: ['releasers'],
    stage: 0,
  });
const forAda = (person: string) => behalf('approve', person);
const rejectsForAda = (person: string) => behalf('reject', person);
const from = (via: Json) =>
  entry('request.voted', { digest, vote: 'approve', person: 'ada', stage: 0, via });
const votesFrom = (via: Json) => tellStory([asking(one), from(via), approved]).votes;
const two = stage('all', { quorum: 2, groups: ['releasers'] });
const emergency = (quorum = 1) =>
  entry('request.submitted', {
    digest,
    stages: [both],
    behind: ['olga'],
    breakGlass: {
      openers: [['commanders']],
      behind: ['olga', 'otto'],
      review: { withinMs: 1, quorums: [{ quorum, groups: ['security'] }] },
    },
  });
const opened = (person: string, groups = ['commanders']) =>
  entry('request.broke_glass', { digest, person, groups });
const looked = (person: string, groups = ['security']) =>
  entry('request.reviewed', { digest, person, groups, finding: 'ok' });
const reviewDone = entry('request.review_done', { digest });
const submitted = entry('request.submitted', { digest, quorum: [1] });
const approve = entry('request.voted', { digest, vote: 'approve', person: 'ada', stage: 0 });
const reject = entry('request.voted', { digest, vote: 'reject', person: 'ada', stage: 0 });
const serving = (uses: number | string) =>
  entry('request.submitted', { digest, quorum: [1], reuse: { uses, withinMs: 1 } });
const run = entry('run.started', { digest });
const again = entry('run.started', { digest });
const approved = entry('request.approved', { digest });
const rejected = entry('request.rejected', { digest });
const expired = entry('request.expired', { digest });

describe('the story of a decision', () => {
  it('tells who voted how, and what was decided about which change', () => {
    expect(tellStory(approvedStory())).toEqual({
      request: 'req_1',
      decision: { outcome: 'approved', digest, at: '2026-11-22T15:00:00.000Z' },
      votes: [
        { person: 'ada', vote: 'approve', stage: 0 },
        { person: 'grace', vote: 'approve', stage: 1 },
      ],
    });
  });

  it('tells where a vote came from, where the log says that', () => {
    expect(votesFrom({ platform: 'session', kind: 'api', user: 'ada' })).toMatchObject([
      { person: 'ada', via: 'session' },
    ]);
    for (const via of [{}, { platform: 1 }, 'session', null] as Json[]) {
      expect(votesFrom(via)[0]).not.toHaveProperty('via');
    }
  });

  it('tells that policy let it through, and which runs began', () => {
    const free = entry('request.submitted', { digest, stages: [], allowed: true });
    expect(tellStory([free, approved, run])).toMatchObject({ allowed: true, runs: 1 });
    expect(tellStory([asking(one), says('approve', 'ada'), approved])).not.toHaveProperty(
      'allowed',
    );
  });

  it('tells until when it was held, and whom an escalation added', () => {
    const until = '2026-11-22T14:00:00.000Z';
    const story = [
      asking(one),
      entry('request.escalated', { digest, stage: 0, step: 0, groups: ['leads'] }),
      says('approve', 'ada', ['leads']),
      entry('request.held', { digest, until, freezes: ['night'] }),
      approved,
    ];
    const told = { held: [until], escalations: [{ stage: 0, groups: ['leads'] }] };
    expect(tellStory(story)).toMatchObject(told);
  });

  it('tells as many runs as the approval serves', () => {
    expect(tellStory([serving(2), approve, approved, run, again])).toMatchObject({ runs: 2 });
  });

  it.each([
    ['rejected', [submitted, reject, rejected]],
    ['expired', [submitted, expired]],
    ['withdrawn', [submitted, approve, entry('request.withdrawn', { digest })]],
    [
      'approved',
      [submitted, approve, approved, entry('webhook.sent', { digest }), entry('note', 1)],
    ],
    ['approved', [asking(one), says('approve', 'ada', ['releasers']), approved]],
    [
      'approved',
      [
        asking(both),
        says('approve', 'ada', ['releasers', 'security']),
        says('approve', 'grace', ['releasers']),
        approved,
      ],
    ],
    ['approved', [asking(one), says('reject', 'ada'), says('approve', 'ada'), approved]],
    [
      'approved',
      [
        asking(one),
        entry('request.escalated', { digest, stage: 0, groups: ['leads'] }),
        says('approve', 'ada', ['leads']),
        approved,
      ],
    ],
    ['approved', [entry('request.submitted', { digest, stages: [], allowed: true }), approved]],
    ['approved', [emergency(), opened('ada'), approved]],
    ['approved', [asking(one), forAda('grace'), approved]],
    [
      'approved',
      [asking(one), rejectsForAda('grace'), says('approve', 'ada', ['releasers']), approved],
    ],
    ['approved', [emergency(), opened('ada'), approved, looked('grace'), reviewDone]],
    [
      'rejected',
      [
        asking({ ...one, rejection: { quorum: 2, veto: ['security'] } }),
        says('reject', 'ada', ['security']),
        rejected,
      ],
    ],
  ])('ends with %s', (outcome, entries) => {
    expect(tellStory(entries).decision.outcome).toBe(outcome);
  });

  it.each<[string, Entry[]]>([
    ['there are no entries', []],
    [
      'a stand-in and the principal are two votes',
      [asking(two), forAda('grace'), says('approve', 'ada', ['releasers']), approved],
    ],
    [
      'two stand-ins of one person are two votes',
      [asking(two), forAda('grace'), forAda('lise'), approved],
    ],
    [
      'a vote joins two others',
      [
        asking(one),
        says('approve', 'ada', ['releasers']),
        says('approve', 'grace', ['releasers']),
        rejectsForAda('grace'),
        rejected,
      ],
    ],
    [
      'a stand-in votes for who is behind it',
      [
        entry('request.submitted', { digest, stages: [one], behind: ['ada'] }),
        forAda('grace'),
        approved,
      ],
    ],
    [
      'a stand-in votes where nobody may',
      [asking({ ...one, delegation: false }), forAda('grace'), approved],
    ],
    [
      'a stand-in votes for nobody',
      [
        asking(one),
        entry('request.voted', {
          digest,
          vote: 'approve',
          person: 'grace',
          onBehalfOf: {},
          stage: 0,
          groups: ['releasers'],
        }),
        approved,
      ],
    ],
    ['an emergency was none that policy knows', [asking(both), opened('ada'), approved]],
    ['the owner opened the emergency path', [emergency(), opened('otto'), approved]],
    ['somebody else opened it', [emergency(), opened('ada', ['releasers']), approved]],
    ['it was opened twice', [emergency(), opened('ada'), opened('bob'), approved]],
    ['it was opened after the approval', [emergency(), approved, opened('ada')]],
    [
      'it was opened for another change',
      [
        emergency(),
        entry('request.broke_glass', { digest: other, person: 'ada', groups: ['commanders'] }),
        approved,
      ],
    ],
    ['it was opened, and rejected', [emergency(), opened('ada'), rejected]],
    ['who opened it reviewed it', [emergency(), opened('ada'), approved, looked('ada')]],
    ['who is behind it reviewed it', [emergency(), opened('ada'), approved, looked('otto')]],
    ['it was reviewed too early', [emergency(), looked('grace'), opened('ada'), approved]],
    [
      'one person reviewed it twice',
      [emergency(2), opened('ada'), approved, looked('grace'), looked('grace')],
    ],
    ['too few reviewed it', [emergency(2), opened('ada'), approved, looked('grace'), reviewDone]],
    [
      'a stranger reviewed it',
      [emergency(), opened('ada'), approved, looked('eve', ['others']), reviewDone],
    ],
    ['what was no emergency is reviewed', [submitted, approve, approved, looked('grace')]],
    ['the submission is missing', [approve, approved]],
    ['the submission comes later', [approve, submitted, approved]],
    ['it is submitted twice', [submitted, submitted, approve, approved]],
    ['there is no decision', [submitted, approve]],
    ['it is decided twice', [submitted, approve, approved, rejected]],
    ['a vote follows the decision', [submitted, approve, approved, reject]],
    ['nobody approved', [submitted, approved]],
    ['nobody rejected', [submitted, approve, rejected]],
    ['somebody only rejected', [submitted, reject, approved]],
    ['one person is two votes', [submitted, approve, approve, approved]],
    [
      'the vote was for another change',
      [
        submitted,
        entry('request.voted', { digest: other, vote: 'approve', person: 'ada', stage: 0 }),
        approved,
      ],
    ],
    [
      'the decision is on another change',
      [submitted, approve, entry('request.approved', { digest: other })],
    ],
    [
      'the grant is for another change',
      [submitted, approve, approved, entry('webhook.sent', { digest: other })],
    ],
    ['the decision names no change', [submitted, approve, entry('request.approved', {})]],
    ['the submission names no change', [entry('request.submitted', {}), approve, approved]],
    [
      'an entry is of another request',
      [submitted, approve, entry('request.approved', { digest }, 'req_2')],
    ],
    [
      'a vote is for neither',
      [
        submitted,
        entry('request.voted', { digest, vote: 'maybe', person: 'ada', stage: 0 }),
        approved,
      ],
    ],
    [
      'a vote is of nobody',
      [
        submitted,
        entry('request.voted', { digest, vote: 'approve', person: '', stage: 0 }),
        approved,
      ],
    ],
    [
      'the quorum is not met',
      [entry('request.submitted', { digest, quorum: [2] }), approve, approved],
    ],
    [
      'one person fills two quorums',
      [asking(both), says('approve', 'ada', ['releasers', 'security']), approved],
    ],
    [
      'a person of another group approved',
      [asking(one), says('approve', 'ada', ['sre']), approved],
    ],
    [
      'the approval was taken back',
      [asking(one), says('approve', 'ada'), says('reject', 'ada'), approved],
    ],
    [
      'fewer rejected than it takes',
      [asking({ ...one, rejection: { quorum: 2, veto: [] } }), says('reject', 'ada'), rejected],
    ],
    ['a second run began', [submitted, approve, approved, run, again]],
    ['more runs began than it serves', [serving(1), approve, approved, run, again]],
    ['a run began before the approval', [submitted, run, approve, approved]],
    ['a run began without one', [submitted, reject, rejected, run]],
    ['how many runs it serves is malformed', [serving('2'), approve, approved, run]],
    ['a second run began in an emergency', [emergency(), opened('ada'), approved, run, again]],
    [
      'it does not say until when it was held',
      [submitted, approve, entry('request.held', { digest, until: '2026 (soon)' }), approved],
    ],
    ['policy asked nobody, and did not allow it', [asking(), approved]],
    ['a stage is malformed', [asking({ combine: 'some' }), says('approve', 'ada'), approved]],
    [
      'a later stage is not met',
      [entry('request.submitted', { digest, quorum: [1, 1] }), approve, approved],
    ],
    [
      'somebody behind the request approved it',
      [entry('request.submitted', { digest, behind: ['ada'] }), approve, approved],
    ],
    [
      'the people behind it are no list',
      [entry('request.submitted', { digest, behind: 'ada' }), approve, approved],
    ],
    [
      'the quorum is no list of counts',
      [entry('request.submitted', { digest, quorum: [-1] }), approve, approved],
    ],
  ])('is broken when %s', (_why, entries) => {
    expect(() => tellStory(entries)).toThrow(expect.objectContaining({ code: 'broken_story' }));
  });
});
