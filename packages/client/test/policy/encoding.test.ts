import { describe, expect, it } from 'vitest';
import { countersign } from '../support/cli.ts';
import { folderOf, policy } from './support.ts';

const latin1 = (text: string) => Buffer.from(`# für alle\n${text}`, 'latin1');
const included = 'include: [{ file: teams/a.yaml, resources: a-* }]\n';
const cases = `policy: policy.yaml
cases:
  - name: staging
    request: { identity: ci, action: deploy, environment: staging, resource: api }
    at: 2026-12-16T10:00:00+01:00
    expect: { outcome: allow }
`;
const sentence =
  ':1:1 This line is not UTF-8, so that nobody knows what it says. Save the file as UTF-8.';

describe('files of a policy that are not UTF-8', () => {
  it('are faults of the files that they are, included ones as well', async () => {
    const cwd = folderOf({
      'odd.yaml': latin1(policy),
      'p/policy.yaml': policy + included,
      'p/teams/a.yaml': latin1('rules: []\n'),
    });
    const ran = await countersign(['policy', 'check', 'odd.yaml', 'p/policy.yaml'], { cwd });
    expect(ran).toMatchObject({ code: 1, stderr: '' });
    expect(ran.stdout.split('\n')).toEqual([
      `odd.yaml${sentence}`,
      '✗ odd.yaml: 1 fault',
      `p/teams/a.yaml${sentence}`,
      '✗ p/policy.yaml: 1 fault',
      '',
    ]);
  });

  it.each([
    ['a policy', { 'policy.yaml': latin1(policy) }, 'policy.yaml'],
    ['a file of cases', { 'cases.yaml': latin1(cases) }, 'cases.yaml'],
    ['a configuration', { 'countersign.yaml': latin1('people: []\n') }, 'countersign.yaml'],
  ])('are not judged by: %s', async (_, odd, file) => {
    const cwd = folderOf({
      'policy.yaml': policy,
      'cases.yaml': cases,
      'countersign.yaml':
        'people: [{ id: grace }, { id: linus }]\nwebhooks: [{ name: deploy-hook }]\n',
      ...odd,
    });
    const args = ['policy', 'test', 'cases.yaml', '--config', 'countersign.yaml'];
    const ran = await countersign(args, { cwd });
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain(`${file}${sentence}`);
  });

  it('would be judged by otherwise', async () => {
    const cwd = folderOf({ 'policy.yaml': policy, 'cases.yaml': cases });
    expect(await countersign(['policy', 'test', 'cases.yaml'], { cwd })).toMatchObject({ code: 0 });
  });
});
