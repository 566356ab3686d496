import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { countersign } from '../support/cli.ts';
import { folderOf, policy } from './support.ts';

describe('countersign policy check', () => {
  it('says that a policy holds, with its version', async () => {
    const cwd = folderOf({ 'policy.yaml': policy });
    const ran = await countersign(['policy', 'check', 'policy.yaml'], { cwd });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toMatch(
      /^✓ policy.yaml holds: 3 rules, 2 groups, 1 freeze\n {2}sha256:[0-9a-f]{64}\n$/,
    );
  });

  it('tells each fault with its file, line and column, those of included files among them', async () => {
    const cwd = folderOf({
      'p/policy.yaml': `${policy}include: [{ file: teams/a.yaml, resources: a-* }, { file: gone.yaml, resources: b-* }]\n`,
      'p/teams/a.yaml':
        'rules:\n  - name: a\n    matsch: {}\n    match: { resource: a-1 }\n    refuse: No.\n',
    });
    const ran = await countersign(['policy', 'check', 'p/policy.yaml'], { cwd });
    expect(ran).toMatchObject({ code: 1, stderr: '' });
    expect(ran.stdout.split('\n')).toEqual([
      expect.stringMatching(
        /^p\/policy\.yaml:\d+:\d+ include\[1\]\.file: There is no file "gone\.yaml"\./,
      ),
      'p/teams/a.yaml:3:5 rules[0].matsch: There is no key "matsch" here. Did you mean "match"?',
      '✗ p/policy.yaml: 2 faults',
      '',
    ]);
  });

  it('names an included file by the path that leads to it, a whole one too', async () => {
    const elsewhere = join(folderOf({ 'a.yaml': 'rules: 1\n' }), 'a.yaml');
    const cwd = folderOf({
      'p/policy.yaml': `${policy}include: [{ file: '${elsewhere}', resources: a-* }]\n`,
    });
    const ran = await countersign(['policy', 'check', 'p/policy.yaml'], { cwd });
    expect(ran.stdout.split('\n')[0]).toMatch(`${elsewhere}:1:8 rules: `);
  });

  it('gives the same as JSON, one object a policy', async () => {
    const cwd = folderOf({ 'good.yaml': policy, 'bad.yaml': policy.replace('S0RELEASE', 's0') });
    const ran = await countersign(['policy', 'check', '--json', 'good.yaml', 'bad.yaml'], { cwd });
    expect(ran.code).toBe(1);
    const [good, bad] = ran.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(good).toMatchObject({ file: 'good.yaml', ok: true, freezes: ['weekend'] });
    expect(bad).toMatchObject({
      ok: false,
      faults: [{ file: 'bad.yaml', line: 4, path: 'groups.release-approvers.slack[0]' }],
    });
  });

  it('knows the names of a configuration, and which policy it has', async () => {
    const config = 'policy: policy.yaml\npeople: [{ id: grace, name: Grace }]\nwebhooks: []\n';
    const cwd = folderOf({ 'etc/policy.yaml': policy, 'etc/countersign.yaml': config });
    const ran = await countersign(['policy', 'check', '--config', 'etc/countersign.yaml'], { cwd });
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('There is no person "linus".');
    expect(ran.stdout).toContain('There is no webhook "deploy-hook".');
    expect(ran.stdout).not.toContain('"grace"');
  });

  it.each([
    ['a file that is not there', ['nowhere.yaml'], 'There is no file nowhere.yaml.'],
    ['no file at all', [], 'Name a policy'],
    ['a misspelt option', ['--jsno', 'x'], 'Did you mean --json?'],
  ])('ends with 2 for %s', async (_, args, sentence) => {
    const ran = await countersign(['policy', 'check', ...args]);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(sentence);
  });

  it('shows nothing of a file that a terminal would obey', async () => {
    const cwd = folderOf({ 'policy.yaml': `version: 1\n"a\\e[2Jb": 1\n` });
    const ran = await countersign(['policy', 'check', 'policy.yaml'], { cwd });
    expect(ran.code).toBe(1);
    expect(ran.stdout).not.toContain('\u001b');
  });
});
