import { expect, it } from 'vitest';
import { differences } from '../../../src/policy/cases/differences.ts';
import { readCases } from '../../../src/policy/cases/read.ts';
import type { Expected } from '../../../src/policy/cases/shape.ts';
import { askRule, deploy, factsOf, ruleText, rulesOf, verdictOf } from '../support.ts';

const full = verdictOf(
  rulesOf(
    askRule(
      'r',
      'limit: { count: 3, per: 1h }',
      'cooldown: 10m',
      'reuse: { uses: 2, within: 30m }',
      'sensitivity: restricted',
      'ping: false',
      'separation: { authors: false }',
      "hold_until: '22:00'",
      'bindings: { approved: [{ webhook: deploy-hook }] }',
    ),
  ),
  factsOf(deploy, { now: Date.parse('2026-11-23T12:00:00Z') }),
);
const granting = verdictOf(
  rulesOf(
    askRule('r', 'grant: { audience: [b.example, a.example], scope: [deploy], lifetime: 10m }'),
  ),
  factsOf(deploy),
);
const of = (expected: Expected) => ('grant' in expected ? granting : full);
const plain = verdictOf(rulesOf(askRule('r')), factsOf(deploy));
const refusal = verdictOf(rulesOf(ruleText('no', 'refuse: No.')), factsOf(deploy));

it.each<[Expected, Expected]>([
  [{ limits: [{ rule: 'r', count: 3, per: '60m' }] }, { limits: [] }],
  [{ limits: [{ count: 3, per: '1h' }] }, { limits: [] }],
  [{ cooldown: '600s' }, { cooldown: 'none' }],
  [{ reuse: { uses: 2 } }, { reuse: 'none' }],
  [{ reuse: { uses: 2, within: '30m' } }, { reuse: 'none' }],
  [
    { sensitivity: 'restricted', ping: false },
    { sensitivity: 'normal', ping: true },
  ],
  [{ private: false }, { private: false }],
  [{ separation: { owner: true, authors: false } }, { separation: { authors: true } }],
  [{ hold_until: '2026-11-23T23:00:00+01:00' }, { hold_until: 'none' }],
  [{ grant: { audience: ['a.example', 'b.example'], lifetime: '10m' } }, { grant: 'none' }],
  [{ grant: { uses: 1, targets: [] } }, { grant: 'none' }],
  [{ bindings: { approved: [{ webhook: 'deploy-hook' }] } }, { bindings: { approved: [] } }],
])('%j is so of the one, and %j of the other', (expected, other) => {
  expect(differences(expected, of(expected))).toEqual([]);
  expect(differences(other, plain)).toEqual([]);
});

it.each<[Expected, string, string, string]>([
  [{ limits: [] }, 'limits', 'none', '3 in 1h by r'],
  [{ limits: [{ rule: 'x', count: 3, per: '1h' }] }, 'limits', '3 in 1h by x', '3 in 1h by r'],
  [{ cooldown: '5m' }, 'cooldown', '5m', '10m'],
  [{ reuse: { uses: 9 } }, 'reuse.uses', '9', '2'],
  [{ reuse: 'none' }, 'reuse', 'none', 'uses 2, within 30m'],
  [{ ping: true }, 'ping', 'true', 'false'],
  [{ private: true }, 'private', 'true', 'false'],
  [{ sensitivity: 'normal' }, 'sensitivity', 'normal', 'restricted'],
  [{ separation: { authors: true } }, 'separation.authors', 'true', 'false'],
  [{ hold_until: 'none' }, 'hold_until', 'none', '2026-11-23 22:00 UTC'],
  [{ grant: { scope: ['admin'] } }, 'grant.scope', 'admin', 'deploy'],
  [{ bindings: { rejected: [{ webhook: 'x' }] } }, 'bindings.rejected', 'x', 'none'],
])('%j is not so', (expected, what, wanted, got) => {
  expect(differences(expected, of(expected))).toEqual([{ what, expected: wanted, got }]);
});

it('a refusal has none of it', () => {
  expect(differences({ limits: [], cooldown: 'none', grant: 'none' }, refusal)).toEqual([]);
  expect(
    differences({ grant: { uses: 1 }, separation: { owner: true } }, refusal).map(({ got }) => got),
  ).toEqual(['none', 'none']);
});

it.each([
  ['cooldown: soon', 'A duration is a whole number with s, m, h or d'],
  ['cooldown: 5', 'This is "none", or a duration such as 10m.'],
  ['hold_until: 22h', 'This is "none", or a moment with its offset: 2026-12-20T22:00:00+01:00.'],
  ['reuse: { use: 2 }', 'There is no key "use" here.'],
  ['reuse: 2', 'This is "none", or has "uses" and "within", as the policy writes them.'],
  ['separation: { owners: true }', 'owners'],
  ['direct: slack', 'This is "none", or a list of platforms in order: [slack, teams].'],
  ['direct: [mail]', 'This is "none", or a list of platforms in order: [slack, teams].'],
  ['burst: 10m', 'This is "none", or has "within".'],
  ['burst: { withn: 10m }', 'There is no key "withn" here.'],
  ['break_glass: true', 'This is "none", or has any of "groups", "route" and "review".'],
  ['break_glass: { review: { within: soon } }', 'A duration is a whole number'],
  ['break_glass: { groups: a }', 'This is "none", or has any of "groups"'],
  ['break_glass: { revue: {} }', 'There is no key "revue" here.'],
])('%s is a fault with its place', (expectation, says) => {
  const read = readCases(`cases:
  - name: a
    request: { identity: i, action: a, environment: e, resource: r }
    expect: { ${expectation} }
`);
  expect(read.ok ? [] : read.faults).toMatchObject([
    { line: 4, message: expect.stringContaining(says) as string },
  ]);
});
