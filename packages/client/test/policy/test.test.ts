import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { countersign } from '../support/cli.ts';
import { folderOf, policy } from './support.ts';

const request =
  '{ identity: ci, action: deploy, environment: production, resource: api, change: { linesAdded: 9 } }';
const small = `  - name: a small change on a Friday evening
    request: ${request}
    at: 2026-12-18T19:00:00+01:00
    expect: { outcome: ask, rules: [production], freezes: [weekend], expires: 1h }
`;
const large = small.replace('a small', 'a large').replace('9 }', '900 }');
const cases = (...all: string[]) => `policy: ../policy.yaml\ncases:\n${all.join('')}`;
const files = (text: string) => folderOf({ 'policy.yaml': policy, 'test/cases.yaml': text });

describe('countersign policy test', () => {
  it('passes what is judged as expected, and says what no case reached', async () => {
    const ran = await countersign(['policy', 'test', 'test/cases.yaml'], {
      cwd: files(cases(small)),
    });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toBe(`test/cases.yaml
  ✓ a small change on a Friday evening

✓ 1 case passed.
! Of policy.yaml, cases reach 1 of 3 rules, 1 of 2 stages and 1 of 1 freeze. No case reaches:
  - rule "large changes"
  - rule "staging"
  - stage "security" of the rule "large changes"
`);
  });

  it('says that it can not write the results', async () => {
    const cwd = files(cases(small));
    const args = ['policy', 'test', 'test/cases.yaml', '--junit', 'nowhere/r.xml'];
    const ran = await countersign(args, { cwd });
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain('error: nowhere/r.xml cannot be written: the folder above it');
  });

  it('shows what differs, and fails', async () => {
    const cwd = files(cases(small, large));
    const ran = await countersign(['policy', 'test', 'test/cases.yaml', '--junit', 'r.xml'], {
      cwd,
    });
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain(`  ✗ a large change on a Friday evening
    rules
      expected  production
      got       production, large changes

✗ 1 of 2 cases failed.
`);
    const xml = readFileSync(join(cwd, 'r.xml'), 'utf8');
    expect(xml).toContain('<testsuite name="test/cases.yaml" tests="2" failures="1">');
    expect(xml).toContain('rules: expected production; got production, large changes</failure>');
  });

  it('says which fact a case left out where that made the verdict stricter', async () => {
    const bare = small.replace(', change: { linesAdded: 9 }', '');
    const ran = await countersign(['policy', 'test', 'test/cases.yaml'], {
      cwd: files(cases(bare)),
    });
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain(
      '! the condition of "large changes" failed: "change.linesAdded" is not known for this request.',
    );
  });

  it('fails where not everything is reached, if that is wanted', async () => {
    const args = ['policy', 'test', '--min-coverage', 'all', 'test/cases.yaml'];
    expect(await countersign(args, { cwd: files(cases(small)) })).toMatchObject({ code: 1 });
    const asked = large.replace('rules: [production]', 'rules: [production, large changes]');
    const staging = `  - name: staging
    request: { identity: ci, action: deploy, environment: staging, resource: api }
    at: 2026-12-18T19:00:00+01:00
    expect: { outcome: allow }
`;
    const ran = await countersign(args, { cwd: files(cases(asked, staging)) });
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.stdout).toContain(
      '✓ All of policy.yaml is reached: 3 of 3 rules, 2 of 2 stages and 1 of 1 freeze.',
    );
  });

  it('tells faults of the cases with their places', async () => {
    const wrong = small.replace('expect:', 'expcet:').replace('outcome', 'outcom');
    const ran = await countersign(['policy', 'test', 'test/cases.yaml'], {
      cwd: files(cases(wrong)),
    });
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain(
      'test/cases.yaml:6:5 cases[0].expcet: There is no key "expcet" here. Did you mean "expect"?',
    );
  });

  it('takes no two cases of one name, and names the lines of both', async () => {
    const ran = await countersign(['policy', 'test', 'test/cases.yaml'], {
      cwd: files(cases(small, large, small)),
    });
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain(
      'test/cases.yaml:11:11 cases[2].name: There is a case "a small change on a Friday evening" on line 3 already. Give each case a name of its own.',
    );
  });

  it('gives results as JSON', async () => {
    const args = ['policy', 'test', 'test/cases.yaml', '--json'];
    const ran = await countersign(args, { cwd: files(cases(large)) });
    const [first, last] = ran.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(first).toMatchObject({
      passed: false,
      outcome: 'ask',
      differences: [{ what: 'rules' }],
    });
    expect(last).toMatchObject({ policy: 'policy.yaml' });
  });

  it('says that a file names no policy', async () => {
    const cwd = files(cases(small).replace('policy: ../policy.yaml\n', ''));
    const ran = await countersign(['policy', 'test', 'test/cases.yaml'], { cwd });
    expect(ran).toMatchObject({ code: 2 });
    expect(ran.stderr).toContain('names no policy');
    const given = ['policy', 'test', 'test/cases.yaml', '--policy', 'policy.yaml'];
    expect(await countersign(given, { cwd })).toMatchObject({ code: 0 });
  });
});
