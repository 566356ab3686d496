import { describe, expect, it } from 'vitest';
import { countersign } from '../support/cli.ts';
import { folderOf, policy } from './support.ts';

const diff = (after: string, ...options: string[]) => {
  const cwd = folderOf({ 'old.yaml': policy, 'new.yaml': after });
  return countersign(['policy', 'diff', 'old.yaml', 'new.yaml', ...options], { cwd });
};

describe('countersign policy diff', () => {
  it('ends with 0 where both say the same, however they are written', async () => {
    const ran = await diff(
      `# A comment\n${policy.replace('{ people: [grace, linus] }', '\n    people:\n      - grace\n      - linus')}`,
    );
    expect(ran).toMatchObject({ code: 0, stdout: 'Both say the same.\n' });
  });

  it('says in words what changes, and what is sure to be stricter or looser', async () => {
    const after = policy
      .replace('quorum: 1, groups: [release-approvers]', 'quorum: 2, groups: [release-approvers]')
      .replace('[grace, linus]', '[grace, linus, ada]')
      .replace('during: hold', 'during: refuse')
      .replace('> 500', '> 100')
      .concat('  - { name: no drops, match: { action: db.drop }, refuse: Use migrations. }\n')
      .replace('- name: staging', '- name: sandbox');
    const ran = await diff(after);
    expect(ran).toMatchObject({ code: 1, stderr: '' });
    expect(ran.stdout).toBe(`~ rule "production" changed (stricter)
    stage release: 1 of release-approvers → 2 of release-approvers
~ rule "large changes" changed
    when: change.linesAdded > 500 || change.hasSecrets → change.linesAdded > 100 ||
      change.hasSecrets
- rule "staging" removed
    says: allows, count 20, per 1h
    for: environment staging
+ rule "sandbox" added
    says: allows, count 20, per 1h
    for: environment staging
+ rule "no drops" added (stricter)
    says: refuses: Use migrations.
    for: action db.drop
~ group "security" changed (looser)
    people: grace, linus → grace, linus, ada
~ freeze "weekend" changed (stricter)
    during: hold → refuse

7 changes: 3 stricter, 1 looser, 3 that may be either.
`);
  });

  it('gives changes as JSON', async () => {
    const ran = await diff(policy.replace('count: 20', 'count: 30'), '--json');
    expect(JSON.parse(ran.stdout)).toEqual({
      part: 'rule',
      name: 'staging',
      change: 'changed',
      details: [
        { what: 'limit', before: 'count 20, per 1h', after: 'count 30, per 1h', effect: 'looser' },
      ],
      effect: 'looser',
    });
  });

  it('tells the faults of a policy that does not hold', async () => {
    const ran = await diff(policy.replace('S0RELEASE', 'release'));
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain('new.yaml:4:32 groups.release-approvers.slack[0]');
  });
});
