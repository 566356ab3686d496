import { describe, expect, it } from 'vitest';
import { tellStory } from '../../src/log/story.ts';
import type { Entry } from '../../src/log/entry.ts';
import type { Json } from '../../src/wire/json.ts';
import { digest, entry } from './sample-log.ts';

const at = (one: Entry, time: string): Entry => ({ ...one, at: `2026-11-22T${time}.000Z` });
const terms = { uses: 2, lifetimeMs: 900_000, withinMs: 3_600_000 };
const submitted = (grant: Json = terms) =>
  at(entry('request.submitted', { digest, allowed: true, stages: [], grant }), '12:00:00');
const approved = at(entry('request.approved', { digest }), '12:00:00');
const started = at(entry('run.started', { digest }), '12:00:01');
const of = (kind: string, time: string, body: { [name: string]: Json } = {}) =>
  at(entry(kind, { grant: 'g1', digest, ...body }), time);
const issued = (expires = '12:15:02', time = '12:00:02', grant = 'g1') =>
  of('grant.issued', time, { grant, expiresAt: `2026-11-22T${expires}.000Z` });
const redeemed = (time = '12:01:00') => of('grant.redeemed', time);
const revoked = of('grant.revoked', '12:02:00', { why: 'given_back' });
const tell = (...more: Entry[]) => tellStory([submitted(), approved, started, ...more]);

describe('the story of a grant', () => {
  it('is told from the log alone', () => {
    expect(tell(issued(), redeemed(), redeemed(), revoked).grant).toEqual({
      id: 'g1',
      issuedAt: '2026-11-22T12:00:02.000Z',
      expiresAt: '2026-11-22T12:15:02.000Z',
      uses: 2,
      revoked: 'given_back',
    });
    expect(tell()).not.toHaveProperty('grant');
  });

  it.each<[string, Entry[]]>([
    ['two grants were issued for one approval', [issued(), issued()]],
    ['a grant was redeemed 3 times of 2', [issued(), redeemed(), redeemed(), redeemed()]],
    ['a grant was redeemed after it was revoked', [issued(), revoked, redeemed('12:03:00')]],
    ['a grant was redeemed after it had expired', [issued(), redeemed('12:15:02')]],
    ['a grant was revoked twice', [issued(), revoked, revoked]],
    ['a grant lasts longer than policy lets it', [issued('12:15:03')]],
    ['a grant has no time to expire', [of('grant.issued', '12:00:02')]],
    ['is of another grant', [issued(), of('grant.redeemed', '12:01:00', { grant: 'g2' })]],
    ['is of a grant that is none', [redeemed()]],
    ['does not say why', [issued(), of('grant.revoked', '12:02:00', { why: 'because' })]],
  ])('breaks where %s', (why, more) => {
    expect(() => tell(...more)).toThrow(why);
  });

  it('breaks where it outlives its approval', () => {
    const grant = { ...terms, withinMs: 600_000 };
    expect(() => tellStory([submitted(grant), approved, started, issued()])).toThrow(
      'a grant outlives its approval',
    );
  });

  it('breaks where policy gives none, no run had begun, or nothing had approved it', () => {
    const bare = at(entry('request.submitted', { digest, allowed: true, stages: [] }), '12:00:00');
    expect(() => tellStory([bare, approved, started, issued()])).toThrow('policy does not give');
    expect(() => tellStory([submitted(), approved, issued()])).toThrow('no run had begun');
    expect(() => tellStory([submitted(), issued(), approved])).toThrow('nothing had approved');
  });

  it('breaks where it is about another change', () => {
    const other = { digest: `sha256:${'f'.repeat(64)}` };
    expect(() => tell(issued(), of('grant.redeemed', '12:01:00', other))).toThrow('another change');
  });
});
