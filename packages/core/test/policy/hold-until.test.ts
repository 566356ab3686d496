import { expect, it } from 'vitest';
import { evaluate } from '../../src/policy/evaluate.ts';
import { explain } from '../../src/policy/explain.ts';
import { parsePolicy } from '../../src/policy/parse.ts';

const rule = (name: string, more: string) =>
  `  - { name: ${name}, route: { slack: [C0RELEASES] }, stages: [{ name: a, quorum: 1, groups: [sre] }], ${more} }\n`;

const read = (...rules: string[]) =>
  parsePolicy(
    `version: 1\nzone: Europe/Berlin\ngroups: { sre: { people: [ada] } }\nrules:\n${rules.join('')}`,
    { webhooks: [] },
  );

/** Of what is asked at 10:00 in Berlin. */
function planOf(...rules: string[]) {
  const parsed = read(...rules);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  const verdict = evaluate(parsed.policy, {
    identity: { name: 'ci' },
    request: { action: 'deploy', environment: 'production', resource: 'x' },
    time: { now: Date.parse('2026-11-22T09:00:00Z') },
  });
  if (verdict.outcome !== 'ask') throw new Error(verdict.outcome);
  return { plan: verdict.plan, text: explain(verdict) };
}

it('a rule names the time of day before which nothing takes effect', () => {
  const { plan, text } = planOf(rule('tonight', "hold_until: '22:00'"));
  expect(new Date(plan.holdUntil ?? 0).toISOString()).toBe('2026-11-22T21:00:00.000Z');
  expect(text).toContain('Held until: 2026-11-22 21:00 UTC');
});

it('which is the next day where it is past', () => {
  const { plan } = planOf(rule('early', "hold_until: '06:00'"));
  expect(new Date(plan.holdUntil ?? 0).toISOString()).toBe('2026-11-23T05:00:00.000Z');
});

it('of several rules the latest holds', () => {
  const { plan } = planOf(
    rule('tonight', "hold_until: '22:00'"),
    rule('early', "hold_until: '06:00'"),
    rule('any', 'expires: 1h'),
  );
  expect(new Date(plan.holdUntil ?? 0).toISOString()).toBe('2026-11-23T05:00:00.000Z');
});

it('a rule without one holds nothing', () => {
  expect(planOf(rule('any', 'expires: 1h')).plan.holdUntil).toBeUndefined();
});

it.each(['22', '24:00', 'tonight', '2026-11-27T18:00'])('%s is no time of day', (text) => {
  expect(read(rule('x', `hold_until: '${text}'`))).toMatchObject({
    ok: false,
    faults: [
      { path: 'rules[0].hold_until', message: expect.stringContaining('not a time of day') },
    ],
  });
});
