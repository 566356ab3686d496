import { afterEach, beforeEach, expect, it } from 'vitest';
import { ask, countersign } from './support/cli.ts';
import { FakeServer } from './support/fake-server.ts';

let server: FakeServer;
beforeEach(async () => {
  server = await FakeServer.start();
});
afterEach(() => server.stop());

const answer = {
  outcome: 'ask',
  rule: 'production',
  text: 'production applies:\n  2 of sre\u001b[2J',
};

it('countersign explain tells who would have to agree, in the words of the policy', async () => {
  server.faults.push({ status: 200, body: answer });
  const ran = await countersign(['explain', ...ask], { server });
  expect(ran).toMatchObject({ code: 0, stdout: 'production applies:\n  2 of sre\\u{1B}[2J\n' });
  expect(server.seen.map(({ path }) => path)).toEqual([
    '/v1/policy/explain?action=deploy&environment=production&resource=payments-api',
  ]);
});

it('countersign explain names the people of each stage', async () => {
  const stages = [
    {
      name: 'release',
      people: [
        { id: 'a', name: 'Ada' },
        { id: 'g', name: 'Grace\u001b[2J' },
      ],
    },
    { name: 'security', people: [] },
  ];
  server.faults.push({ status: 200, body: { ...answer, stages } });
  const { stdout } = await countersign(['explain', ...ask], { server });
  expect(stdout).toContain('\nPeople:\n  1. release: Ada, Grace\\u{1B}[2J\n');
  expect(stdout).toContain('\n  2. security: nobody who is known\n');
});

it('countersign explain sends the whole request where more is told of it', async () => {
  server.faults.push({ status: 200, body: answer });
  const more = ['--reason', 'Release 42', '--param', 'replicas:=3', '--ticket', 'OPS-1'];
  const ran = await countersign(['explain', ...ask, ...more], { server });
  expect(ran.code).toBe(0);
  expect(server.seen).toMatchObject([
    {
      method: 'POST',
      path: '/v1/policy/explain',
      body: {
        action: 'deploy',
        parameters: { replicas: 3 },
        reason: 'Release 42',
        tickets: [{ key: 'OPS-1' }],
      },
    },
  ]);
});

it('countersign explain --json gives the whole answer', async () => {
  server.faults.push({ status: 200, body: answer });
  const ran = await countersign(['explain', ...ask, '--json'], { server });
  expect(JSON.parse(ran.stdout)).toEqual(answer);
});

it('countersign explain says which option is missing', async () => {
  const ran = await countersign(['explain', '--action', 'deploy'], { server });
  expect(ran).toMatchObject({ code: 2, stdout: '' });
  expect(ran.stderr).toContain('--env, --resource');
});
