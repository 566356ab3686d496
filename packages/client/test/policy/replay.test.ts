import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RequestView } from '@countersign/core/wire/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countersign } from '../support/cli.ts';
import { FakeServer } from '../support/fake-server.ts';
import { aStage, viewOf } from '../support/views.ts';
import { folderOf, policy } from './support.ts';

const release = aStage({
  name: 'release',
  state: 'open',
  quorum: 1,
  groups: ['release-approvers'],
  approvals: [],
  missing: 1,
});

/** A request in production that release approvers were asked about. */
function asked(id: string, more: Partial<RequestView> = {}): RequestView {
  const submission = { action: 'deploy', resource: 'payments-api', environment: 'production' };
  return {
    ...viewOf(id, submission),
    policy: { version: 'sha256:0', rules: ['production'] },
    stages: [release],
    change: { diff: '--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n' },
    ...more,
  };
}
const allowed = (id: string, more: Partial<RequestView> = {}) =>
  asked(id, {
    environment: 'staging',
    stages: [],
    policy: { version: 'sha256:0', rules: ['staging'] },
    ...more,
  });
const approved = { status: 'approved' } as const;
const lines = (...views: RequestView[]) => views.map((view) => JSON.stringify(view)).join('\n');

const replay = (draft: string, requests: string, ...options: string[]) => {
  const cwd = folderOf({ 'draft.yaml': draft, 'requests.jsonl': requests });
  const args = ['policy', 'replay', '--policy', 'draft.yaml', '--requests', 'requests.jsonl'];
  return countersign([...args, ...options], { cwd });
};

const at = (hour: string) => ({ createdAt: `2026-11-20T${hour}:00:00.000Z` });
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
const end = (requests: number) => `\n{"requests":${requests},"allSince":null}\n`;

describe('countersign policy replay, from a file', () => {
  it('says how many would be judged as before', async () => {
    const ran = await replay(
      policy,
      `${lines(asked('req_1'), asked('req_2', approved), allowed('req_3'))}\n`,
    );
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toBe('3 requests judged by draft.yaml\n✓ 3 as before\n');
  });

  it('says what would change, grouped and counted', async () => {
    const draft = policy
      .replace('quorum: 1, groups: [release-approvers]', 'quorum: 2, groups: [release-approvers]')
      .replace('environment: staging', 'environment: sandbox');
    const requests = lines(asked('req_1'), asked('req_2', approved), allowed('req_3'));
    const ran = await replay(draft, requests);
    expect(ran.stdout).toBe(`3 requests judged by draft.yaml
✓ 0 as before
✗ 1 would be refused
    1 × allowed by staging → no rule applies
        req_3
~ 2 would be asked of others
    2 × 1 of release-approvers (production) → 2 of release-approvers (production)
        req_1, req_2
`);
  });

  it('takes what is not known any more as strictly as can be, and counts it', async () => {
    const ran = await replay(
      policy.replace('change.hasSecrets', 'identity.labels.exists(k, k == "team")'),
      lines(asked('req_1')),
    );
    expect(ran.stdout).toContain('~ 1 would be asked of others\n');
    expect(ran.stdout).toContain('! 1 hang on conditions that fail for them');
    expect(ran.stdout).toContain('1 × "identity.labels" is not known for this request.');
  });

  it('counts the history of each from the requests, and says since when', async () => {
    const first = asked('req_0', { ...approved, createdAt: '2026-11-18T00:00:00.000Z' });
    const ran = await replay(
      policy.replace('change.hasSecrets', 'history.requestsLastDay > 1'),
      lines(asked('req_3', at('12')), asked('req_2', at('11')), asked('req_1', at('10')), first),
    );
    expect(ran.stdout).toContain('✓ 2 as before\n~ 2 would be asked of others\n');
    // Of the day before the first one nothing is known.
    expect(ran.stdout).toContain('req_3, req_0\n');
    expect(ran.stdout).toContain('! 1 hang on conditions that fail for them');
    expect(ran.stdout.replaceAll('\n  ', ' ')).toContain(
      'History is counted from these requests, as if they were all since 2026-11-18 00:00 UTC;',
    );
  });

  it('takes owners and labels of the configuration', async () => {
    const draft = policy.replace('change.hasSecrets', 'identity.labels.team == "web"');
    const config = `webhooks: [{ name: deploy-hook }]
people: [{ id: ada }, { id: grace }, { id: linus }]
identities:
  - { id: ${asked('req_1').identity.id}, labels: { team: web } }
`;
    const files = { 'draft.yaml': draft, 'countersign.yaml': config };
    const cwd = folderOf({ ...files, 'requests.jsonl': lines(asked('req_1')) });
    const args = ['policy', 'replay', '--policy', 'draft.yaml', '--requests', 'requests.jsonl'];
    const ran = await countersign([...args, '--config', 'countersign.yaml'], { cwd });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toContain('~ 1 would be asked of others\n');
    expect(ran.stdout).toContain('Owners and labels are those of countersign.yaml today.');
    expect(ran.stdout).not.toContain('not known');
  });

  it('gives each request that changes as JSON, and a summary', async () => {
    const draft = policy.replace('environment: staging', 'environment: sandbox');
    const ran = await replay(draft, lines(asked('req_1'), allowed('req_2')), '--json');
    const [first, last] = ran.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(first).toMatchObject({ id: 'req_2', change: 'refuse', after: { outcome: 'refuse' } });
    expect(last).toMatchObject({ summary: { judged: 2, same: 1 } });
  });

  const limited = policy
    .replace('count: 20', 'count: 1')
    .replace('environment: staging', 'action: deploy, environment: staging');
  const busy = [allowed('req_3', at('12')), allowed('req_2', at('11')), asked('req_1', approved)];
  const twice = [
    allowed('req_2', { createdAt: '2026-11-20T11:40:00.000Z' }),
    allowed('req_1', at('11')),
  ];

  it('says what limits would have refused, and what would have been answered', async () => {
    const same = { digest: `sha256:${'a'.repeat(64)}`, expiresAt: '2026-11-20T23:00:00.000Z' };
    const newer = { ...same, ...at('10'), policy: { version: 'sha256:1', rules: ['production'] } };
    const ran = await replay(
      limited,
      lines(...twice, asked('req_4', newer), asked('req_3', { ...same, ...at('09'), ...approved })),
    );
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toBe(`4 requests judged by draft.yaml
✓ 2 as before
✗ 1 would be refused
    1 × allowed by staging → refused beyond the limit of staging
        req_2
~ 1 would be answered with a request that was there, and nobody asked again
    1 × 1 of release-approvers (production) → 1 of release-approvers (production)
        req_4
  Limits, cool-downs and repeated questions are counted from these requests, as if they were all
  since 2026-11-20 09:00 UTC; what reaches back further is not known.
`);
  });

  it('counts nothing from a file that has one status alone, and says so', async () => {
    const draft = limited.replace('change.hasSecrets', 'history.requestsLastDay > 1');
    const rejected = { status: 'rejected' } as const;
    const ran = await replay(
      draft,
      lines(...twice, asked('req_3', { ...at('10'), ...rejected }), asked('req_0', rejected)),
    );
    expect(ran.stdout).toContain('! The file has rejected requests alone');
    expect(ran.stdout).not.toContain('refused beyond');
    expect(ran.stdout).not.toContain('as if they were all');
    expect(ran.stdout).toContain('"history.requestsLastDay" is not known for this request.');
  });

  it('judges a file whole: what --since would leave out is judged', async () => {
    const ran = await replay(policy, lines(asked('req_1')), '--since', '1h');
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('--since picks what comes from a service');
  });

  it('takes what was saved for all of its time, and nothing that was picked from it', async () => {
    const draft = policy.replace('change.hasSecrets', 'history.requestsLastWeek > 5');
    const whole = await replay(draft, `${lines(...busy)}${end(3)}`);
    expect(whole).toMatchObject({ code: 0, stderr: '' });
    expect(whole.stdout).toContain('✓ 3 as before');
    expect(whole.stdout).toContain('History is counted from all requests that ever were.');
    const picked = await replay(draft, `${lines(...busy.slice(1))}${end(3)}`);
    expect(picked).toMatchObject({ code: 2, stdout: '' });
    expect(picked.stderr.replaceAll('\n', ' ')).toContain('has 2 requests, and 3 were saved');
    const joined = await replay(draft, `${lines(...busy)}${end(3)}${lines(...twice)}`);
    expect(joined).toMatchObject({ code: 2, stdout: '' });
    expect(joined.stderr).toContain('requests.jsonl:5 stands behind the end');
  });

  it('takes no request twice, even where their number is right', async () => {
    const [first] = busy;
    const doubled = lines(...busy.slice(0, 2), ...(first ? [first] : []));
    for (const text of [doubled, `${doubled}${end(3)}`]) {
      const ran = await replay(policy, text);
      expect(ran).toMatchObject({ code: 2, stdout: '' });
      expect(ran.stderr).toContain('requests.jsonl:3 has a request that stands above already');
    }
  });

  it('says which line is no request', async () => {
    const ran = await replay(policy, `${lines(asked('req_1'))}\n{"id":1}\n`);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('requests.jsonl:2 is not a request');
  });
});

describe('countersign policy replay, from a service', () => {
  let server: FakeServer;
  beforeEach(async () => {
    server = await FakeServer.start();
  });
  afterEach(() => server.stop());

  it('reads page after page, no further back than told, and keeps what it read', async () => {
    const [one, two, old] = [1, 2, 40].map((days) =>
      asked(`req_${days}`, { createdAt: daysAgo(days) }),
    );
    server.faults.push(
      { status: 200, body: { items: [one], next: 'req_1' } },
      { status: 200, body: { items: [two, old], next: 'req_40' } },
    );
    const cwd = folderOf({ 'draft.yaml': policy });
    const args = ['policy', 'replay', '--policy', 'draft.yaml', '--save', 'requests.jsonl'];
    const ran = await countersign(args, { server, cwd });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toContain('2 requests judged');
    expect(server.seen.map(({ path }) => path)).toEqual([
      '/v1/operator/requests?limit=100',
      '/v1/operator/requests?limit=100&after=req_1',
    ]);
    const saved = readFileSync(join(cwd, 'requests.jsonl'), 'utf8').trimEnd().split('\n');
    expect(saved.map((line) => (JSON.parse(line) as RequestView).id)).toEqual([
      'req_1',
      'req_2',
      undefined,
    ]);
    // The last line says how many they are, and since when none is missing.
    const end = JSON.parse(saved.at(-1) ?? '') as { requests: number; allSince: string };
    expect(end.requests).toBe(2);
    expect(Date.now() - Date.parse(end.allSince)).toBeLessThan(31 * 86_400_000);
  });

  it.each(['nowhere/requests.jsonl', '.'])('says that it can not keep them in %s', async (path) => {
    const cwd = folderOf({ 'draft.yaml': policy });
    const args = ['policy', 'replay', '--policy', 'draft.yaml', '--save', path];
    const ran = await countersign(args, { server, cwd });
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain(`error: ${path} cannot be written: `);
    expect(server.seen).toEqual([]);
  });

  it('counts histories from ever where the service has no older requests', async () => {
    const [late, early] = [1, 2].map((hours) =>
      asked(`req_${hours}`, { createdAt: daysAgo(hours / 24) }),
    );
    server.faults.push({ status: 200, body: { items: [late, early] } });
    const draft = policy.replace('change.hasSecrets', 'history.requestsLastWeek > 0');
    const cwd = folderOf({ 'draft.yaml': draft });
    const args = ['policy', 'replay', '--policy', 'draft.yaml', '--json'];
    const ran = await countersign(args, { server, cwd });
    const [changed, last] = ran.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(changed).toMatchObject({ id: 'req_1', change: 'people', unknown: [] });
    expect(last).toEqual({
      summary: expect.objectContaining({ judged: 2, same: 1, unsure: 0 }) as object,
      sources: { history: { since: null } },
    });
    // Read once, and nothing of it is left lying about.
    expect(server.seen).toHaveLength(1);
    expect(readdirSync(cwd)).toEqual(['draft.yaml']);
  });

  it('says that the draft is missing before it asks for anything', async () => {
    const ran = await countersign(['policy', 'replay', '--since', '1d'], { server });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('Also needed: --policy.');
    expect(server.seen).toEqual([]);
  });
});
