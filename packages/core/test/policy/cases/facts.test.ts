import { describe, expect, it } from 'vitest';
import { caseFacts } from '../../../src/policy/cases/facts.ts';
import { readCases } from '../../../src/policy/cases/read.ts';
import { runCase } from '../../../src/policy/cases/run.ts';
import type { Policy } from '../../../src/policy/policy.ts';
import { askRule, rulesOf } from '../support.ts';

const base = { identity: 'ci', action: 'deploy', environment: 'production', resource: 'api' };
const at = '2026-12-18T19:00:00+01:00';

/** A policy whose only condition is this one. */
const when = (condition: string): Policy =>
  rulesOf(
    askRule('plain') + askRule('r', `when: '${condition}'`, 'expires: 15m'),
    'zone: Europe/Berlin\n',
  );

/** What the condition says of a case: true, false, or why it has no value. */
function says(condition: string, more: object): boolean | string {
  const policy = when(condition);
  const { request = {}, ...rest } = more as { request?: object };
  const written = { name: 'c', request: { ...base, ...request }, at, expect: {}, ...rest };
  const { verdict } = runCase(policy, written);
  const check = verdict.trace.rules.at(-1)?.when;
  return check?.error ?? check?.holds ?? 'not judged';
}

describe('what a case leaves out', () => {
  it.each([
    'history.requestsLastDay == 0 && !has(history.lastApproved)',
    'identity.proof == "api-key" && size(identity.claims) == 0 && identity.owner == ""',
    'request.reason == "" && size(request.tickets) == 0',
    '!change.hasSecrets && change.kind == "none"',
  ])('is known to be none: %s', (condition) => {
    expect(says(condition, {})).toBe(true);
  });

  it('is unknown of a change without a diff, as in the service', () => {
    expect(says('change.linesAdded > 1', {})).toContain('is not known');
    expect(says('change.linesAdded > 1', { request: { change: { commit: 'abcdef0' } } })).toContain(
      'is not known',
    );
  });

  it('is unknown where the case says so', () => {
    expect(says('history.requestsLastDay == 0', { unknown: ['history'] })).toContain(
      'is not known',
    );
    expect(says('identity.owner == ""', { unknown: ['identity.owner'] })).toContain('is not known');
    expect(says('identity.proof == "api-key"', { unknown: ['identity.owner'] })).toBe(true);
  });

  it('never is what globs and the calendar look at', () => {
    const facts = caseFacts(when('true'), {
      request: base,
      at,
      unknown: ['request', 'time', 'identity'],
    });
    expect(facts).toMatchObject({
      identity: { name: 'ci' },
      request: { action: 'deploy', resource: 'api' },
      time: { now: Date.parse(at) },
    });
  });
});

describe('what a case says', () => {
  const diff = '--- a/x\n+++ b/x\n@@ -1 +1,2 @@\n-a\n+b\n+c\n';

  it.each([
    ['time.hour == 19 && time.weekday == 5 && time.date == "2026-12-18"', {}],
    ['change.linesAdded == 2 && change.files == ["x"]', { request: { change: { diff } } }],
    [
      'change.linesAdded == 9 && change.filesChanged == 0',
      { request: { change: { linesAdded: 9 } } },
    ],
    ['change.filesChanged == 2', { request: { change: { files: ['a', 'b'] } } }],
    ['change.kind == "plan"', { request: { change: { files: ['a'], kind: 'plan' } } }],
    ['history.lastApproved < time.now', { history: { lastApproved: '2026-12-18T10:00:00Z' } }],
    [
      'identity.claims.ref == "refs/heads/main"',
      { identity: { claims: { ref: 'refs/heads/main' } } },
    ],
    ['"OPS-1" in request.tickets', { request: { tickets: ['OPS-1'] } }],
  ])('is what %s reads', (condition, more) => {
    expect(says(condition, more)).toBe(true);
  });

  it('must hold a moment where the policy looks at the clock', () => {
    const written = { name: 'c', request: base, expect: { outcome: 'ask' as const } };
    const { differences } = runCase(when('time.hour > 3'), written);
    expect(differences).toMatchObject([{ what: 'at' }]);
    expect(runCase(when('change.hasSecrets'), written).differences).toEqual([]);
  });
});

const faultsOf = (text: string) => {
  const read = readCases(text);
  return read.ok
    ? []
    : read.faults.map(({ path, message, hint = '' }) => `${path} ${message} ${hint}`);
};
const one = (more: string) =>
  `cases:\n  - name: c\n    request: { identity: a, action: b, environment: c, resource: d }\n${more}`;

describe('a file of cases', () => {
  it.each([
    [
      'a moment without an offset',
      '    at: 2026-12-18T19:00\n    expect: { outcome: ask }',
      'with its offset',
    ],
    [
      'a fact that there is not',
      '    unknown: [change.lines]\n    expect: { outcome: ask }',
      'There is no fact "change.lines".',
    ],
    [
      'a fact that there is no more',
      '    unknown: [request.urgent]\n    expect: { outcome: ask }',
      'There is no "request.urgent" any more.',
    ],
    ['nothing that is expected', '    expect: {}', 'A case expects something'],
    [
      'an outcome that there is not',
      '    expect: { outcome: allowed }',
      '"allow" or "ask" or "refuse"',
    ],
    [
      'a misspelt count of the past',
      '    history: { requestLastDay: 1 }\n    expect: { outcome: ask }',
      'Did you mean "requestsLastDay"?',
    ],
    ['a diff beside what it tells', '    expect: { outcome: ask }', ''],
  ])('is refused for %s', (what, more, sentence) => {
    const text = what.startsWith('a diff')
      ? one(more).replace('resource: d', 'resource: d, change: { diff: x, linesAdded: 1 }')
      : one(more);
    expect(faultsOf(text).join('\n')).toContain(sentence || 'The diff tells "linesAdded"');
  });

  it('tells all its faults at once', () => {
    expect(faultsOf(one('    at: now\n    expect: { outcom: ask }'))).toHaveLength(2);
  });
});
