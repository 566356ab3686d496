import { afterEach, beforeEach, expect, it } from 'vitest';
import { countersign } from './support/cli.ts';
import { FakeServer } from './support/fake-server.ts';
import { problem } from './support/reply.ts';

const bot = {
  id: 'ci-deploy',
  name: 'CI deploy',
  owner: 'olga',
  source: 'api',
  differences: [],
  standing: 'active',
  keys: [{ id: '0123456789', lastUsed: '2026-11-22T12:00:00.000Z' }],
  oidc: [],
  lastSeen: '2026-11-22T12:00:00.000Z',
  stale: false,
  unused: false,
};

let server: FakeServer;
beforeEach(async () => {
  server = await FakeServer.start();
});
afterEach(() => server.stop());

const answer = (body: unknown, status = 200) => server.faults.push({ status, body });
const run = (...args: string[]) => countersign(['identities', ...args], { server });

it('lists the register, a line each, with nothing that a terminal would obey', async () => {
  answer({ items: [bot, { ...bot, id: 'old', owner: '\u001B[2J', stale: true }], next: 'old' });
  const ran = await run('list', '--only', 'stale');
  expect(ran.code).toBe(0);
  expect(ran.stdout).not.toContain('\u001B');
  const [first = '', second = ''] = ran.stdout.split('\n');
  expect(first.split('\t').slice(0, 3)).toEqual(['ci-deploy', 'active', 'olga']);
  expect(second).toContain('stale');
  expect(ran.stderr).toContain('--after old');
  expect(server.seen[0]?.path).toBe('/v1/identities?limit=100&only=stale');
});

it('shows one, in words or as JSON', async () => {
  answer(bot);
  expect((await run('show', 'ci-deploy')).stdout).toContain(
    'key: 0123456789, last used 2026-11-22T12:00:00.000Z',
  );
  answer(bot);
  expect(JSON.parse((await run('show', 'ci-deploy', '--json')).stdout)).toEqual(bot);
});

it('suspends with a reason, and resumes', async () => {
  expect(await run('suspend', 'ci-deploy')).toMatchObject({ code: 2 });
  answer({ ...bot, standing: 'suspended' });
  const ran = await run('suspend', 'ci-deploy', '--reason', 'The key leaked');
  expect(ran.stdout).toContain('suspended');
  expect(server.seen[0]).toMatchObject({
    method: 'POST',
    path: '/v1/identities/ci-deploy/suspend',
  });
  answer(bot);
  expect((await run('resume', 'ci-deploy')).code).toBe(0);
});

it('rotates a key: the new one alone is on stdout', async () => {
  const key = `csk_${'a'.repeat(10)}_${'b'.repeat(38)}`;
  const keys = [{ id: '0123456789', expires: '2026-11-23T12:00:00.000Z' }, { id: 'aaaaaaaaaa' }];
  answer({ key, id: 'aaaaaaaaaa', identity: { ...bot, keys } }, 201);
  const ran = await run('rotate-key', 'ci-deploy', '--overlap', '1h');
  expect(ran).toMatchObject({ code: 0, stdout: `${key}\n` });
  expect(ran.stderr).toContain('0123456789 goes on until 2026-11-23T12:00:00.000Z');
});

it('is not tried twice where the first answer may be lost: two keys would be made', async () => {
  server.faults.push(problem(503, 'unavailable', 'Later.'));
  expect((await run('rotate-key', 'ci-deploy')).code).toBe(1);
  expect(server.seen).toHaveLength(1);
});
