import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replayingInOrder } from '../../../src/policy/replay/in-order.ts';
import type { PastRequest } from '../../../src/policy/replay/past.ts';
import { summing } from '../../../src/policy/replay/summary.ts';
import { askRule, ruleText, rulesOf } from '../support.ts';
import { past } from './support.ts';

const NOON = Date.parse('2026-11-20T12:00:00Z');
const at = (minute: number) => new Date(NOON + minute * 60_000).toISOString();
/** Asked at a minute, about a change of its own, and open for an hour unless it was decided. */
const made = (minute: number, more: Partial<PastRequest> = {}) =>
  past({
    id: `req_${minute}`,
    createdAt: at(minute),
    expiresAt: at(minute + 60),
    digest: `sha256:${String(minute).padStart(64, '0')}`,
    ...more,
  });
const decided = (outcome: 'approved' | 'rejected', minute: number) => ({
  decision: { outcome, at: at(minute), by: [] },
});
function results(rules: string, those: readonly PastRequest[]) {
  const order = replayingInOrder(rulesOf(rules));
  for (const each of those) order.add(each);
  return order.results();
}
const told = (rules: string, those: readonly PastRequest[]) =>
  results(rules, those).map(
    ({ change, after, answeredBy }) => after.heldBack ?? answeredBy ?? change,
  );

const refused = (count: number, those: number[]) =>
  told(
    askRule('r', `limit: { count: ${count}, per: 1h }`),
    those.map((minute) => made(minute)),
  ).filter((one) => one === 'rate_limited').length;

describe('past requests in order of time', () => {
  const thrice = [made(0), made(10), made(20)];

  it('are refused beyond the limit of a rule that asks', () => {
    const limited = askRule('r', 'limit: { count: 2, per: 1h }');
    expect(told(limited, thrice)).toEqual(['same', 'same', 'rate_limited']);
    expect(told(limited, thrice.toReversed())).toEqual(['rate_limited', 'same', 'same']);
    expect(results(limited, thrice)[2]).toMatchObject({
      change: 'refuse',
      after: { outcome: 'refuse', rules: ['r'], stages: [], heldBack: 'rate_limited' },
    });
  });

  it('use nothing up once they are refused, and the time of a limit goes on', () => {
    const limited = askRule('r', 'limit: { count: 1, per: 15m }');
    expect(told(limited, [made(0), made(14), made(15), made(29), made(30)])).toEqual([
      'same',
      'rate_limited',
      'same',
      'rate_limited',
      'same',
    ]);
  });

  it('are refused beyond the limit of a rule that allows', () => {
    const limited = ruleText('r', 'allow: { limit: { count: 2, per: 1h } }');
    const allowed = thrice.map((each) => ({ ...each, stages: [] }));
    expect(told(limited, allowed)).toEqual(['same', 'same', 'allowance_used_up']);
  });

  it('have a limit for each identity', () => {
    const limited = askRule('r', 'limit: { count: 1, per: 1h }');
    const other = made(1, { identity: { id: 'other', name: 'ci' } });
    expect(told(limited, [made(0), other])).toEqual(['same', 'same']);
  });

  it('are refused while what was rejected cools down', () => {
    const cooling = askRule('r', 'cooldown: 30m');
    const rejected = made(0, decided('rejected', 5));
    const those = [rejected, made(4), made(6), made(34), made(35)];
    expect(told(cooling, those)).toEqual(['same', 'same', 'cooling_down', 'cooling_down', 'same']);
    expect(told(cooling, [rejected, made(6, { resource: 'db' })])).toEqual(['same', 'same']);
    expect(told(cooling, [rejected, made(6, { environment: 'staging' })])).toEqual([
      'same',
      'cooling_down',
    ]);
  });

  it('cool down from no rejection that nobody would have been asked for', () => {
    const draft =
      askRule('r', 'cooldown: 30m', 'match: { environment: staging }') +
      ruleText('free', 'match: { environment: production }', 'allow: {}');
    const those = [made(0, decided('rejected', 5)), made(6, { environment: 'staging' })];
    expect(told(draft, those)).toEqual(['allow', 'same']);
  });

  const digest = `sha256:${'a'.repeat(64)}`;
  const older = { digest, policy: { version: 'sha256:old', rules: ['r'] } };

  it('are answered with the same question while it is open', () => {
    const draft = askRule('r');
    const first = made(0, { digest, ...decided('approved', 9) });
    expect(told(draft, [first, made(5, older)])).toEqual(['same', 'req_0']);
    expect(told(draft, [first, made(10, older)])).toEqual(['same', 'same']);
    expect(told(draft, [made(0, { digest }), made(59, older), made(60, older)])).toEqual([
      'same',
      'req_0',
      'same',
    ]);
    expect(results(draft, [first, made(5, older)])[1]?.change).toBe('answered');
  });

  it('are two questions where one version of policy took them for two', () => {
    expect(told(askRule('r'), [made(0, { digest }), made(5, { digest })])).toEqual([
      'same',
      'same',
    ]);
  });

  it('use no limit up where they are answered', () => {
    const limited = askRule('r', 'limit: { count: 2, per: 1h }');
    expect(told(limited, [made(0, { digest }), made(5, older), made(6)])).toEqual([
      'same',
      'req_0',
      'same',
    ]);
  });

  it('are answered with an approval that serves further runs', () => {
    const reusing = askRule('r', 'reuse: { uses: 2, within: 30m }');
    const first = made(0, { digest, ...decided('approved', 2) });
    expect(told(reusing, [first, made(10, older), made(11, older)])).toEqual([
      'same',
      'req_0',
      'same',
    ]);
    expect(told(reusing, [first, made(33, older)])).toEqual(['same', 'same']);
    const alone = { ...first, emergency: {} as never };
    expect(told(reusing, [alone, made(10, older)])).toEqual(['same', 'same']);
    const byNobody = { ...first, stages: [] };
    expect(told(reusing, [byNobody, made(10, older)])).toEqual(['ask', 'same']);
  });

  it('are judged each by itself where the file has not all', () => {
    const order = replayingInOrder(rulesOf(askRule('r', 'limit: { count: 1, per: 1h }')));
    for (const each of thrice) order.add(each);
    expect(order.results({ alone: true }).map(({ change }) => change)).toEqual([
      'same',
      'same',
      'same',
    ]);
  });

  it('are never refused more by a limit of more', () => {
    const minutes = fc.uniqueArray(fc.integer({ min: 0, max: 200 }), { maxLength: 20 });
    fc.assert(
      fc.property(minutes, fc.integer({ min: 1, max: 4 }), (those, count) => {
        expect(refused(count + 1, those)).toBeLessThanOrEqual(refused(count, those));
      }),
      { numRuns: 30 },
    );
  });

  it('are summed up by what would have held them back', () => {
    const sums = summing();
    for (const each of results(askRule('r', 'limit: { count: 1, per: 1h }'), thrice))
      sums.add(each);
    expect(sums.summary()).toMatchObject({
      judged: 3,
      same: 1,
      groups: [{ change: 'refuse', count: 2, after: { heldBack: 'rate_limited', rules: ['r'] } }],
    });
  });
});

it('a condition on claims of the past is judged as strictly as can be, and told', () => {
  const draft =
    askRule('r') + ruleText('no', "when: identity.claims.ref != 'refs/heads/main'", 'refuse: No.');
  expect(results(draft, [made(0)])).toMatchObject([
    { change: 'refuse', unknown: ['"identity.claims" is not known for this request.'] },
  ]);
});
