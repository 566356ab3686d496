import { describe, expect, it } from 'vitest';
import type { Entry } from '../../src/log/entry.ts';
import { tellStory } from '../../src/log/story.ts';
import type { Json } from '../../src/wire/json.ts';
import { digest, entry } from './sample-log.ts';

const at = (one: Entry, time: string): Entry => ({ ...one, at: `2026-11-22T${time}.000Z` });
const grant = { uses: 1, lifetimeMs: 900_000, withinMs: 3_600_000 };
const before = [
  at(entry('request.submitted', { digest, allowed: true, stages: [], grant }), '12:00:00'),
  at(entry('request.approved', { digest }), '12:00:00'),
  at(entry('run.started', { digest }), '12:00:01'),
];
const of = (kind: string, time: string, body: { [name: string]: Json } = {}) =>
  at(entry(kind, { credential: 'c1', grant: 'g1', target: 'db', ...body }), time);
const issued = of('grant.issued', '12:00:02', {
  digest,
  targets: ['db'],
  expiresAt: '2026-11-22T12:15:02.000Z',
});
const revoked = of('grant.revoked', '12:00:04', { digest, why: 'given_back' });
const opening = (more: { [name: string]: Json } = {}, time = '12:00:03') =>
  of('credential.opening', time, { digest, closesAt: '2026-11-22T12:15:02.000Z', ...more });
const opened = of('credential.opened', '12:00:04');
const failed = of('credential.closing_failed', '12:15:02', { why: 'expired' });
const closed = (why: Json = 'expired') => of('credential.closed', '12:15:03', { why });
const tell = (...more: Entry[]) => tellStory([...before, issued, ...more]).credentials;

describe('the story of what a grant opened', () => {
  it('is told from the log alone', () => {
    expect(tell()).toBeUndefined();
    expect(tell(opening())).toEqual([{ id: 'c1', target: 'db', opened: false }]);
    expect(tell(opening(), opened)).toEqual([{ id: 'c1', target: 'db', opened: true }]);
    expect(tell(opening(), opened, failed, closed())).toEqual([
      { id: 'c1', target: 'db', opened: true, closed: 'expired' },
    ]);
  });

  it.each<[string, Entry[]]>([
    ['opened by a grant that is none', [opening({ grant: 'g2' })]],
    ['the grant does not name it', [opening({ target: 'web' })]],
    ['opened after the grant had expired', [opening({}, '12:15:02')]],
    ['opened for longer than the grant', [opening({ closesAt: '2026-11-22T12:15:03.000Z' })]],
    ['opened for longer than the grant', [opening({ closesAt: 'never' })]],
    ['opened after the grant was revoked', [revoked, opening()]],
    ['about another change', [opening({ digest: `sha256:${'f'.repeat(64)}` })]],
    ['was opened twice', [opening(), opening()]],
    ['was opened twice', [opening(), opened, opened]],
    ['was never begun', [opened]],
    ['was never begun', [opening(), of('credential.closed', '12:01:00', { target: 'web' })]],
    ['does not say why', [opening(), closed('because')]],
    ['is malformed', [opening({ credential: 7 })]],
  ])('breaks where it %s', (why, more) => {
    expect(() => tell(...more)).toThrow(why);
  });
});
