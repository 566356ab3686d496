import { describe, expect, it } from 'vitest';
import type { Style } from '../../src/cli/show/style.ts';
import { widthOf } from '../../src/cli/show/text.ts';
import { branch } from '../../src/cli/show/tree.ts';
import { countersign } from '../support/cli.ts';
import { folderOf, policy } from './support.ts';

const ask = ['--identity', 'ci', '--action', 'deploy', '--env', 'production', '--resource', 'api'];
const at = ['--at', '2026-12-16T10:00:00+01:00'];

describe('countersign policy explain', () => {
  it('shows a verdict as a tree, and takes what only the service knows as strictly as can be', async () => {
    const cwd = folderOf({ 'policy.yaml': policy });
    const ran = await countersign(['policy', 'explain', 'policy.yaml', ...ask, ...at], { cwd });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toContain('✓ Rules "production" and "large changes" ask.\n');
    expect(ran.stdout).toContain('failed, so the stricter is taken.');
    expect(ran.stdout).toContain('  1. "release": 1 of "release-approvers", for "production"\n');
  });

  it('takes a request from a file of cases', async () => {
    const cases = `policy: policy.yaml
cases:
  - name: a small deploy
    request: { identity: ci, action: deploy, environment: production, resource: api, change: { linesAdded: 1 } }
    at: 2026-12-16T10:00:00+01:00
    expect: { outcome: ask }
`;
    const cwd = folderOf({ 'policy.yaml': policy, 'cases.yaml': cases });
    const from = ['policy', 'explain', 'policy.yaml', '--cases', 'cases.yaml', '--case'];
    const ran = await countersign([...from, 'a small deploy'], { cwd });
    expect(ran.stdout).toContain('✓ Rule "production" asks.\n');
    const slip = await countersign([...from, 'a smal deploy'], { cwd });
    expect(slip).toMatchObject({ code: 2 });
    expect(slip.stderr).toContain('Did you mean "a small deploy"?');
  });

  it('gives the verdict as JSON', async () => {
    const cwd = folderOf({ 'policy.yaml': policy });
    const other = ask.with(5, 'test');
    const args = ['policy', 'explain', 'policy.yaml', ...other, ...at, '--json'];
    const ran = await countersign(args, { cwd });
    expect(JSON.parse(ran.stdout)).toMatchObject({ outcome: 'refuse', code: 'no_rule' });
  });

  it.each([
    ['--action', 3, 'Deploy'],
    ['--env', 5, 'pr od'],
    ['--resource', 7, 'a'.repeat(201)],
  ])('explains no refusal of what nobody can ask for: %s', async (option, at, value) => {
    const cwd = folderOf({ 'policy.yaml': policy });
    const ran = await countersign(['policy', 'explain', 'policy.yaml', ...ask.with(at, value)], {
      cwd,
    });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(`error: ${option}: No request can have this: it `);
  });

  it('says what is missing, and how a moment looks', async () => {
    const cwd = folderOf({ 'policy.yaml': policy });
    const bare = await countersign(['policy', 'explain', 'policy.yaml'], { cwd });
    expect(bare.stderr).toContain('--action, --env, --resource, --identity');
    // Without an offset it would be another moment on each machine.
    for (const moment of ['friday', '2026-12-18', '2026-12-18T19:00:00', '2026-02-30T19:00:00Z']) {
      const when = ['policy', 'explain', 'policy.yaml', ...ask, '--at', moment];
      expect(await countersign(when, { cwd })).toMatchObject({ code: 2, stdout: '' });
    }
  });
});

const same = (text: string) => text;

describe('a tree on a terminal', () => {
  const style: Style = { good: same, bad: same, busy: same, strong: same, dim: same };

  it.each([40, 60, 80])('stays within %i columns, behind its marks', (columns) => {
    const line = `    ✗ when "${'change.linesAdded > 500 || '.repeat(4)}": failed, so the stricter is taken.`;
    const lines = branch(line, columns, style);
    expect(lines.filter((each) => widthOf(each) > columns)).toEqual([]);
    expect(lines.slice(1).every((each) => each.startsWith('      '))).toBe(true);
  });
});
