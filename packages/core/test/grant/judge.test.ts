import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Grant } from '../../src/grant/grant.ts';
import { judgeGrant, type GrantAsked } from '../../src/grant/judge.ts';
import type { RequestState } from '../../src/request/state.ts';
import { aVote } from '../request/support.ts';
import { digest, granting, minute, NOW } from './support.ts';

const runs = [{ run: 'a', at: NOW }];
const asked: GrantAsked = {
  digest,
  run: 'a',
  runs,
  given: null,
  newId: 'g1',
  own: ['https://us'],
  behind: [],
};
const judge = (state: RequestState, more: Partial<GrantAsked> = {}, now = NOW) =>
  judgeGrant(state, { ...asked, ...more }, now);
const refusal = (code: string) => ({ ok: false, refusal: { code } });
const given = (more: Partial<Grant> = {}): Grant => {
  const judged = judge(granting());
  if (!judged.ok) throw new Error(judged.refusal.message);
  return { ...judged.grant, ...more };
};

describe('the grant of an approval', () => {
  it('is bound to the request, its change and its run', () => {
    expect(judge(granting())).toEqual({
      ok: true,
      isNew: true,
      audience: ['aws', 'vault'],
      scope: ['deploy'],
      grant: {
        id: 'g1',
        request: 'req_1',
        identity: 'ci',
        digest,
        run: 'a',
        subject: 'grant:deploy:production:payments-api',
        action: 'deploy',
        environment: 'production',
        resource: 'payments-api',
        audience: ['aws', 'vault'],
        scope: ['deploy'],
        targets: [],
        uses: 0,
        maxUses: 1,
        issuedAt: NOW,
        expiresAt: NOW + 15 * minute,
      },
    });
  });

  it.each([
    ['nobody approved', granting({ status: 'pending' }), {}, 'not_approved'],
    ['policy gives none', granting({}, { grant: undefined }), {}, 'no_grant'],
    ['another change is about to run', granting(), { digest: 'sha256:f' }, 'stale_digest'],
    ['the run has not begun', granting(), { run: 'b' }, 'run_not_started'],
    ['it asks for another audience', granting(), { audience: ['gcp'] }, 'audience_not_granted'],
    ['it asks for more scope', granting(), { scope: ['admin'] }, 'scope_not_granted'],
    ['it asks for nobody', granting(), { audience: [] }, 'audience_not_granted'],
    ['the audience is our own', granting(), { own: ['vault'] }, 'audience_not_granted'],
  ] as const)('is refused where %s', (_, state, more, code) => {
    expect(judge(state, more as Partial<GrantAsked>)).toMatchObject(refusal(code));
  });

  it('says why rules that name one give none', () => {
    const noGrant = { rules: ['a', 'b'], differ: 'scope' as const };
    const judged = judge(granting({}, { grant: undefined, noGrant }));
    expect(judged).toMatchObject({
      refusal: {
        message: 'The approval of req_1 gives no grant: rules "a" and "b" have no scope in common.',
      },
    });
  });

  it('is the same again for its run, and none for another one', () => {
    const grant = given();
    expect(judge(granting(), { given: grant, newId: 'g2' }, NOW + minute)).toMatchObject({
      isNew: false,
      grant,
    });
    const more = [...runs, { run: 'b', at: NOW }];
    expect(judge(granting(), { given: grant, run: 'b', runs: more })).toMatchObject(
      refusal('grant_taken'),
    );
  });

  it.each([
    ['revoked', { revoked: { at: NOW, why: 'given_back' as const } }],
    ['used up', { uses: 1 }],
    ['expired', { expiresAt: NOW }],
  ])('does not come again once it is %s', (_, more) => {
    expect(judge(granting(), { given: given(more) })).toMatchObject(refusal('grant_ended'));
  });

  it('may be told to a part of its audience, and of its scope', () => {
    expect(judge(granting(), { audience: ['vault'], scope: [] })).toMatchObject({
      audience: ['vault'],
      scope: [],
      grant: { audience: ['aws', 'vault'] },
    });
  });
});

describe('the life of a grant', () => {
  it('ends with its approval', () => {
    const reuse = { uses: 1, withinMs: 20 * minute };
    const state = granting({}, { reuse });
    expect(judge(state, {}, NOW + 10 * minute)).toMatchObject({
      grant: { expiresAt: NOW + 20 * minute },
    });
    expect(judge(state, {}, NOW + 20 * minute)).toMatchObject(refusal('approval_too_old'));
  });

  it('ends, where policy says nothing of runs, as long after it as the request may stay open', () => {
    expect(judge(granting(), {}, NOW + 59 * minute)).toMatchObject({
      grant: { expiresAt: NOW + 60 * minute },
    });
    expect(judge(granting(), {}, NOW + 60 * minute)).toMatchObject(refusal('approval_too_old'));
  });

  it('does not begin before its approval', () => {
    expect(judge(granting(), {}, NOW - 1)).toMatchObject(refusal('clock_went_back'));
  });

  it('never goes beyond policy and the approval, and is told in whole seconds', () => {
    const ms = fc.integer({ min: 0, max: 4_000_000 });
    fc.assert(
      fc.property(ms, ms, fc.option(ms), (after, lifetimeMs, withinMs) => {
        const grant = { audience: ['a'], scope: [], targets: [], uses: 1, lifetimeMs };
        const reuse = withinMs === null ? undefined : { uses: 1, withinMs };
        const judged = judge(granting({}, { grant, reuse }), {}, NOW + after);
        if (!judged.ok) return;
        const { issuedAt, expiresAt } = judged.grant;
        expect(issuedAt % 1_000 || expiresAt % 1_000).toBe(0);
        expect(expiresAt).toBeGreaterThan(NOW + after);
        expect(expiresAt).toBeLessThanOrEqual(NOW + after + lifetimeMs);
        expect(expiresAt).toBeLessThanOrEqual(NOW + (withinMs ?? 60 * minute));
      }),
    );
  });
});

it('is not for a call with a key of whoever approved', () => {
  const { person, salt, via } = aVote('ada');
  const vote = { person, salt, via, digest, stage: 0, at: NOW, vote: 'approve' as const };
  const state = granting({ votes: [vote] });
  const keeper = { id: 'ada', name: 'Ada', as: 'keeper' as const };
  expect(judge(state, { behind: [keeper] })).toMatchObject(refusal('own_request'));
  expect(judge(state, { behind: [keeper], given: given() })).toMatchObject(refusal('own_request'));
  expect(judge(state, { behind: [{ ...keeper, id: 'grace' }] })).toMatchObject({ ok: true });
});
