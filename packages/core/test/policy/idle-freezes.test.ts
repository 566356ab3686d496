import { describe, expect, it } from 'vitest';
import { document, faultsOf } from './support.ts';

const freezing = (match: string, more = '') =>
  `${document}freezes:\n  - { name: year end, match: ${match}, from: 2026-12-20T18:00, to: 2027-01-04T08:00 }\n${more}`;

describe('a freeze that stops nothing, as no rule is for what it names, is a fault', () => {
  it.each([
    [
      'a name that was mistyped',
      '{ environment: prodution }',
      'freezes[0].match.environment',
      'This freeze stops nothing: no rule is for the environment "prodution". Did you mean "production"?',
    ],
    [
      'another name for the same',
      '{ environment: prod }',
      'freezes[0].match.environment',
      'This freeze stops nothing: no rule is for the environment "prod". Rules are for "production" or "staging".',
    ],
    [
      'several',
      '{ action: [release, publish], environment: production }',
      'freezes[0].match.action',
      'This freeze stops nothing: no rule is for the action "release", "publish". Rules are for "deploy" or "rollback".',
    ],
  ])('%s', (_, match, path, says) => {
    const faults = faultsOf(freezing(match));
    expect(faults.map((fault) => [fault.path, `${fault.message} ${fault.hint}`])).toEqual([
      [path, says],
    ]);
  });

  it.each([
    ['one of several names is of a rule', '{ environment: [production, prod] }'],
    ['a wildcard', '{ environment: prod* }'],
    ["a name that a rule's wildcard takes", '{ identity: ci-web, environment: production }'],
    ['what one of the rules takes all of', '{ resource: billing }'],
    ['everything', '{}'],
  ])('but not %s', (_, match) => {
    expect(faultsOf(freezing(match))).toEqual([]);
  });

  it('nor where files of teams may have the rules', () => {
    const text = freezing(
      '{ environment: prod }',
      'include: [{ file: team.yaml, resources: [a-*] }]\n',
    );
    expect(faultsOf(text).map(({ path }) => path)).not.toContain('freezes[0].match.environment');
  });
});
