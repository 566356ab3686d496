import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grantStatus, type Grant } from '../../src/grant/grant.ts';
import { redeem, revoke } from '../../src/grant/redeem.ts';
import { judgeGrant } from '../../src/grant/judge.ts';
import { digest, granting, minute, NOW } from './support.ts';

function aGrant(more: Partial<Grant> = {}): Grant {
  const runs = [{ run: 'a', at: NOW }];
  const asked = { digest, run: 'a', runs, given: null, newId: 'g1', own: [], behind: [] };
  const judged = judgeGrant(granting(), asked, NOW);
  if (!judged.ok) throw new Error(judged.refusal.message);
  return { ...judged.grant, ...more };
}

const other = `sha256:${'f'.repeat(64)}` as const;

describe('a grant is redeemed', () => {
  it('with the digest of what is about to run, one use at a time', () => {
    const first = redeem(aGrant({ maxUses: 2 }), digest, NOW);
    expect(first).toMatchObject({ ok: true, grant: { uses: 1 } });
    const second = first.ok && redeem(first.grant, digest, NOW);
    expect(second).toMatchObject({ ok: true, grant: { uses: 2 } });
    const third = second && second.ok && redeem(second.grant, digest, NOW);
    expect(third).toEqual({ ok: false, why: 'used_up' });
  });

  it('and with the digest of another change is over', () => {
    const revoked = { at: NOW, why: 'changed' };
    expect(redeem(aGrant(), other, NOW)).toMatchObject({
      ok: false,
      why: 'changed',
      revoked: { revoked },
    });
    expect(redeem(aGrant({ uses: 1 }), other, NOW)).toMatchObject({
      why: 'changed',
      revoked: { revoked },
    });
  });

  it('within its time', () => {
    expect(redeem(aGrant(), digest, NOW + 15 * minute)).toEqual({ ok: false, why: 'expired' });
    expect(redeem(aGrant(), digest, NOW - 1)).toEqual({ ok: false, why: 'clock_went_back' });
  });

  it('until it is revoked, which happens once', () => {
    const over = revoke(aGrant(), 'given_back', NOW);
    expect(over).toMatchObject({ revoked: { at: NOW, why: 'given_back' } });
    expect(over && redeem(over, digest, NOW)).toEqual({ ok: false, why: 'revoked' });
    expect(over && redeem(over, other, NOW)).toEqual({ ok: false, why: 'changed' });
    expect(over && revoke(over, 'operator', NOW)).toBeNull();
    expect(revoke(aGrant(), 'operator', NOW + 15 * minute)).toBeNull();
  });
});

it('whatever happens in whatever order, no use comes after the end, and no more than policy lets', () => {
  const act = fc.oneof(
    fc.constant({ kind: 'redeem', digest } as const),
    fc.constant({ kind: 'redeem', digest: other } as const),
    fc.constant({ kind: 'revoke' } as const),
    fc.integer({ min: 0, max: 10 * minute }).map((ms) => ({ kind: 'wait', ms }) as const),
  );
  fc.assert(
    fc.property(fc.array(act), fc.integer({ min: 1, max: 4 }), (acts, maxUses) => {
      let grant = aGrant({ maxUses });
      let [now, isOver, wrong] = [NOW, false, false];
      for (const one of acts) {
        if (one.kind === 'wait') now += one.ms;
        if (one.kind === 'revoke') grant = revoke(grant, 'operator', now) ?? grant;
        if (one.kind === 'redeem') {
          const done = redeem(grant, one.digest, now);
          const isInTime = now < grant.expiresAt;
          wrong ||= done.ok && (isOver || one.digest !== digest || !isInTime);
          grant = done.ok ? done.grant : (done.revoked ?? grant);
        }
        isOver ||= grantStatus(grant, now) !== 'live';
        wrong ||= grant.uses > maxUses;
      }
      expect(wrong).toBe(false);
    }),
  );
});
