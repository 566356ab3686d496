import { describe, expect, it } from 'vitest';
import { askRule, deploy, factsOf, planOf, rulesOf, ruleText, verdictOf } from './support.ts';

const freeze = (during: string, match = '') => `freezes:
  - { name: year end, from: 2026-12-20T18:00, to: 2027-01-04T08:00, zone: Europe/Berlin, during: ${during}${match} }
`;
const asking = (text: string) => rulesOf(askRule('asked'), text);
const at = (now: string) => factsOf(deploy, { now: Date.parse(now) });
const before = at('2026-12-20T16:59:59Z');
const within = at('2026-12-20T17:00:00Z');
const after = at('2027-01-04T07:00:00Z');
const until = Date.parse('2027-01-04T07:00:00Z');

describe('a freeze that refuses', () => {
  const policy = asking(freeze('refuse'));

  it('refuses during its window, and says until when', () => {
    expect(verdictOf(policy, within)).toMatchObject({
      code: 'frozen',
      by: ['year end'],
      until,
      message: 'Frozen by "year end" until 2027-01-04 07:00 UTC. Ask again then.',
      trace: { freezes: [{ freeze: 'year end', during: 'refuse', until }] },
    });
    expect(verdictOf(policy, after).outcome).toBe('ask');
  });

  it('holds an approval that was asked for before and comes within', () => {
    const written = { name: 'year end', from: '2026-12-20T18:00', zone: 'Europe/Berlin' };
    expect(planOf(verdictOf(policy, before)).freezes).toMatchObject([written]);
    expect(planOf(verdictOf(policy, after))).not.toHaveProperty('freezes');
  });

  it('is for the requests that it matches', () => {
    const staging = asking(freeze('refuse', ', match: { environment: staging }'));
    expect(verdictOf(staging, within).outcome).toBe('ask');
  });

  it('does not hide that a request is refused for good', () => {
    const refused = rulesOf(ruleText('no', 'refuse: Never.'), freeze('refuse'));
    expect(verdictOf(refused, within)).toMatchObject({ code: 'refused_by_rule' });
    const uncovered = rulesOf(askRule('other', 'match: { resource: db }'), freeze('refuse'));
    expect(verdictOf(uncovered, within)).toMatchObject({ code: 'no_rule' });
  });
});

describe('a freeze that holds', () => {
  const policy = asking(freeze('hold'));

  it('lets be asked during its window, and holds the approval', () => {
    expect(verdictOf(policy, within)).toMatchObject({
      outcome: 'ask',
      plan: { freezes: [{ name: 'year end' }] },
      trace: { freezes: [{ during: 'hold', until }] },
    });
  });

  it('refuses what is allowed at once, as there is no approval to hold', () => {
    const free = rulesOf(ruleText('free', 'allow: {}'), freeze('hold'));
    expect(verdictOf(free, within)).toMatchObject({ code: 'frozen', until });
    expect(verdictOf(free, before).outcome).toBe('allow');
  });
});

const zoned = (zone: string) =>
  `${zone}freezes: [{ name: f, from: 2026-07-01T00:00, to: 2026-07-02T00:00 }]\n`;

it('a freeze that holds refuses what may be allowed, where a condition failed', () => {
  const rules = ruleText('free', 'allow: {}') + askRule('masked', 'when: change.hasSecrets');
  const policy = rulesOf(rules, freeze('hold'));
  expect(verdictOf(policy, within)).toMatchObject({ code: 'frozen' });
  expect(verdictOf(policy, before).outcome).toBe('ask');
});

it('a freeze without a zone is in that of the policy', () => {
  const now = at('2026-06-30T22:00:00Z');
  expect(verdictOf(asking(zoned('zone: Europe/Berlin\n')), now)).toMatchObject({ code: 'frozen' });
  expect(verdictOf(asking(zoned('')), now).outcome).toBe('ask');
});

it('of several in force the last says until when', () => {
  const two = `freezes:
  - { name: one, from: 2026-11-23T00:00, to: 2026-11-24T00:00 }
  - { name: two, start: 2026-01-05T08:00, rrule: FREQ=WEEKLY;BYDAY=MO, for: 8h }
`;
  expect(verdictOf(asking(two))).toMatchObject({
    by: ['one', 'two'],
    until: Date.parse('2026-11-24T00:00:00Z'),
  });
});
