import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeStart, servesMore, type Use } from '../../src/request/start.ts';
import { samenessOf } from '../../src/request/sameness.ts';
import type { Behind, RequestState } from '../../src/request/state.ts';
import { decide } from '../../src/request/decide.ts';
import { aRequest, aVote, hour, mayVote } from './support.ts';

const minute = 60_000;
const reuse = { uses: 3, withinMs: 30 * minute };

function approved(more: Parameters<typeof aRequest>[1] = {}, at = minute): RequestState {
  const decided = decide(aRequest(undefined, more), aVote('ada'), at, mayVote);
  if (!decided.ok) throw new Error(decided.refusal.message);
  return decided.state;
}

const start = (state: RequestState, run: string, uses: Use[], now: number, behind: Behind[] = []) =>
  judgeStart(state, { run, uses, behind }, now, () => null);
const refusal = (code: string) => ({ ok: false, refusal: { code } });

describe('an approval without reuse', () => {
  it('serves one run, whenever it starts', () => {
    const state = approved();
    expect(start(state, 'a', [], 100 * hour)).toEqual({ ok: true, isNew: true });
    const uses = [{ run: 'a', at: 2 * minute }];
    expect(start(state, 'a', uses, 100 * hour)).toEqual({ ok: true, isNew: false });
    expect(start(state, 'b', uses, 3 * minute)).toMatchObject(refusal('already_started'));
  });

  it('answers no other request', () => {
    expect(servesMore(approved(), [], 2 * minute)).toBe(false);
    expect(servesMore(aRequest(undefined, { reuse }), [], 2 * minute)).toBe(false);
  });
});

describe('an approval with reuse', () => {
  const state = approved({ reuse });

  it('serves so many runs, and the same run only once', () => {
    const uses = ['a', 'b', 'c'].map((run, at) => ({ run, at: (at + 2) * minute }));
    expect(start(state, 'c', uses.slice(0, 2), 5 * minute)).toEqual({ ok: true, isNew: true });
    expect(start(state, 'c', uses, 6 * minute)).toEqual({ ok: true, isNew: false });
    expect(start(state, 'd', uses, 6 * minute)).toMatchObject({
      refusal: {
        code: 'approval_used_up',
        message:
          'This approval has served all 3 runs that policy lets it serve; ask again for another one.',
      },
    });
  });

  it('serves none that starts too long after the decision', () => {
    expect(start(state, 'a', [], 31 * minute - 1)).toEqual({ ok: true, isNew: true });
    expect(start(state, 'a', [], 31 * minute)).toMatchObject({
      refusal: {
        code: 'approval_too_old',
        message:
          'Policy lets this approval serve runs for 30m, which ended at 1970-01-01 00:31 UTC; ask again for another one.',
      },
    });
  });

  it('serves none by a clock that goes back', () => {
    expect(start(state, 'a', [], minute - 1)).toMatchObject(refusal('clock_went_back'));
    const uses = [{ run: 'a', at: 10 * minute }];
    expect(start(state, 'b', uses, 9 * minute)).toMatchObject(refusal('clock_went_back'));
  });

  it('serves no run of somebody who approved it', () => {
    const ada: Behind[] = [{ id: 'ada', name: 'Ada', as: 'starter' }];
    expect(start(state, 'a', [], 2 * minute, ada)).toMatchObject(refusal('own_request'));
  });

  it('serves none that is not approved', () => {
    expect(start(aRequest(undefined, { reuse }), 'a', [], minute)).toMatchObject(
      refusal('not_approved'),
    );
  });

  it('whatever is tried and when: never more runs than said, and none outside of its time', () => {
    const tries = fc.array(
      fc.record({ run: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), pass: fc.nat(12 * minute) }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), tries, (most, all) => {
        const limited = approved({ reuse: { uses: most, withinMs: 30 * minute } });
        const uses: Use[] = [];
        let now = minute;
        for (const { run, pass } of all) {
          now += pass;
          const judged = start(limited, run, uses, now);
          if (judged.ok && judged.isNew) uses.push({ run, at: now });
          const isKnown = uses.some((use) => use.run === run);
          expect(judged.ok).toBe(isKnown);
          expect(servesMore(limited, uses, now)).toBe(
            uses.length < most && now < minute + 30 * minute,
          );
        }
        expect(uses.length).toBeLessThanOrEqual(most);
        expect(new Set(uses.map(({ run }) => run)).size).toBe(uses.length);
        expect(uses.every(({ at }) => at < 31 * minute)).toBe(true);
      }),
    );
  });
});

describe('the sameness of two requests', () => {
  const one = aRequest();

  it('is that of what is asked, of whom, and who stands behind it', () => {
    expect(samenessOf({ ...one, id: 'req_2', createdAt: 5, expiresAt: 9 })).toBe(samenessOf(one));
    const others = [
      { ...one, digest: `sha256:${'b'.repeat(64)}` as const },
      { ...one, plan: { ...one.plan, policyVersion: 'v2' } },
      { ...one, plan: { ...one.plan, stages: [] } },
      { ...one, behind: [] },
      { ...one, behind: [{ id: 'ada', name: 'Ada', as: 'starter' as const }] },
      { ...one, behind: [{ id: 'olga', name: 'Olga', as: 'owner' as const }] },
    ];
    for (const other of others) expect(samenessOf(other)).not.toBe(samenessOf(one));
  });
});

const frozen = () => ({ until: 3 * hour, by: ['noon'] });

describe('a freeze', () => {
  const asked = { run: 'a', uses: [], behind: [] };

  it('that began after the decision holds the run', () => {
    expect(judgeStart(approved(), asked, 2 * hour, frozen)).toEqual({
      ok: false,
      refusal: {
        code: 'frozen',
        message:
          'Nothing was started: the freeze “noon” holds until 1970-01-01 03:00 UTC. Start it then.',
      },
    });
    expect(judgeStart(approved({ reuse }), asked, 2 * minute, frozen)).toMatchObject(
      refusal('frozen'),
    );
  });

  it('does not take back a run that had begun', () => {
    const uses = [{ run: 'a', at: 2 * minute }];
    expect(judgeStart(approved(), { ...asked, uses }, 2 * hour, frozen)).toMatchObject({
      ok: true,
    });
  });
});

it('whoever somebody voted for starts no run under that vote', () => {
  const state = approved();
  const [vote] = state.votes;
  if (!vote) throw new Error('There is no vote.');
  const person = { id: 'pat', name: 'Pat' };
  const account = { platform: 'slack', team: 'T1', user: 'U-pat' } as const;
  const votes = [{ ...vote, onBehalfOf: { person, account, delegation: 'dlg_1' } }];
  const behind: Behind[] = [{ ...person, as: 'starter' }];
  expect(start({ ...state, votes }, 'a', [], 2 * minute, behind)).toMatchObject(
    refusal('own_request'),
  );
});
