import { digestOf } from '@countersign/core/digest';
import type { Story } from '@countersign/core/log/story';
import { expect, it } from 'vitest';
import { tellDecision } from '../src/log/tell.ts';

const digest = digestOf('a change');

function told(more: Partial<Story>): string[] {
  const decision = { outcome: 'approved', digest, at: '2026-11-22T15:00:00.000Z' } as const;
  const story: Story = { request: 'req_1', decision, votes: [], ...more };
  const checkpoint = {
    origin: 'log.example.com',
    size: 3,
    root: new Uint8Array(32),
    extensions: [],
  };
  const format = 'countersign.evidence/v1';
  const evidence = { format, request: 'req_1', decision, checkpoint: '', entries: [] } as const;
  return tellDecision({ checkpoint, story }, evidence);
}

it('says that policy let a request through', () => {
  expect(told({ allowed: true })).toContain('Policy let it through, and nobody was asked.');
  expect(told({}).join()).not.toContain('nobody was asked');
});

it('says until when it was held, whom escalations added, and how many runs began', () => {
  const lines = told({
    held: ['2026-11-22T06:00:00.000Z'],
    escalations: [{ stage: 0, groups: ['leads', 'on\ncall'] }],
    runs: 2,
  });
  expect(lines).toContain('It was held until 2026-11-22T06:00:00.000Z.');
  expect(lines).toContain(String.raw`An escalation added "leads", "on\ncall" to stage 1.`);
  expect(lines).toContain('2 runs began under this approval.');
});

it('says that it was to wait where an emergency, or its end, came sooner', () => {
  const sooner = told({
    held: ['2026-11-29T06:00:00.000Z'],
    emergency: { person: 'ada', reviews: [], isReviewed: false },
  });
  expect(sooner).toContain('It was to be held until 2026-11-29T06:00:00.000Z, and ended sooner.');
});

it('says what became of the grant', () => {
  const grant = {
    id: 'grant_1',
    issuedAt: '2026-11-22T15:00:02.000Z',
    expiresAt: '2026-11-22T15:15:02.000Z',
    uses: 1,
    revoked: 'given_back',
  } as const;
  const lines = told({ runs: 1, grant });
  expect(lines).toContain(
    'It gave the grant "grant_1" at 2026-11-22T15:00:02.000Z, good until 2026-11-22T15:15:02.000Z; it was redeemed once.',
  );
  expect(lines).toContain('The grant was given back.');
  expect(told({}).join()).not.toContain('grant');
});

it('says that a vote came by a session, and of no other place where one came from', () => {
  const vote = { person: 'ada', vote: 'approve', stage: 0 } as const;
  const lines = told({
    votes: [
      { ...vote, via: 'session' },
      { ...vote, person: 'bob', via: 'slack\nforged' },
    ],
  });
  expect(lines).toContain('ada approved it in stage 1, signed in to the service itself.');
  expect(lines).toContain('bob approved it in stage 1.');
});
