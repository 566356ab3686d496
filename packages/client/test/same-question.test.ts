import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../src/sdk/countersign.ts';
import { ask, countersign, start } from './support/cli.ts';
import { FakeServer } from './support/fake-server.ts';
import { problem } from './support/reply.ts';

const print = ['--', process.execPath, '-e', 'console.log("it ran")'];
const asked = { action: 'deploy', resource: 'payments-api', environment: 'production' };
const submission = {
  ...asked,
  change: { command: [process.execPath, '-e', 'console.log("it ran")'] },
};

describe('two jobs that ask the same', () => {
  let server: FakeServer;
  beforeEach(async () => {
    server = await FakeServer.start();
    server.edit = (view) => view;
  });
  afterEach(() => server.stop());

  /** The change of a job in a folder without git, asked by another job before. */
  async function askedBefore() {
    const client = connect({ url: server.url, credential: server.apiKey });
    expect((await client.ask(submission)).isNew).toBe(true);
    expect((await client.ask(submission)).isNew).toBe(false);
    expect(server.requests.size).toBe(1);
    return client;
  }

  const run = (...args: string[]) =>
    start(['run', ...ask, ...args, ...print], { server, cwd: '/' });

  it('wait for one request; a signal to the second leaves it to the first', async () => {
    await askedBefore();
    const { child, done } = run();
    server.onWait = () => child.kill('SIGTERM');
    const ran = await done;
    expect(ran).toMatchObject({ code: 143, stdout: '' });
    expect(ran.stderr).toContain('Another job asked for the very same before: both wait');
    expect(ran.stderr).toContain('req_1 stays open, since another job asked for it before');
    expect(server.last).toMatchObject({ id: 'req_1', status: 'pending' });
  });

  it('are not both stopped where the first takes it back: the second asks again', async () => {
    const client = await askedBefore();
    server.onWait = () => {
      server.onWait = () => server.decide('approved');
      void client.withdraw('req_1');
    };
    const ran = await run().done;
    expect(ran).toMatchObject({ code: 0, stdout: 'it ran\n' });
    expect(ran.stderr).toContain('took it back; it is asked again');
    expect([...server.requests.values()].map(({ status }) => status)).toEqual([
      'withdrawn',
      'approved',
    ]);
  });

  it('have one that took the approval, and says so where it then ran nothing', async () => {
    await askedBefore();
    const lists = { audience: ['aws'], scope: [], targets: [] };
    const grant = { status: 'not_issued' as const, uses: { used: 0, most: 1 }, ...lists };
    server.onWait = () => server.decide('approved', { grant });
    server.onStart = () => server.faults.push(problem(403, 'no_grant', 'There is none.'));
    expect(await run().done).toMatchObject({ code: 1, stdout: '' });
    expect(server.last).toMatchObject({ id: 'req_1', outcome: { status: 'failed' } });
  });

  it('both run where the approval is for both', async () => {
    const reuse = { uses: 2, used: 1, until: new Date(Date.now() + 60_000).toISOString() };
    server.onWait = () =>
      server.decide('approved', { started: { at: new Date().toISOString() }, reuse });
    expect(await countersign(['run', ...ask, ...print], { server, cwd: '/' })).toMatchObject({
      code: 0,
    });
  });

  it('does not, where nothing is left of it', async () => {
    const reuse = { uses: 2, used: 2, until: new Date(Date.now() + 60_000).toISOString() };
    server.onWait = () =>
      server.decide('approved', { started: { at: new Date().toISOString() }, reuse });
    const ran = await countersign(['run', ...ask, ...print], { server, cwd: '/' });
    expect(ran).toMatchObject({ code: 1, stdout: '' });
  });
});

it('a try whose answer was lost may have made the request', async () => {
  const server = await FakeServer.start();
  const client = connect({ url: server.url, credential: server.apiKey });
  server.faults.push('hang up');
  expect((await client.ask(submission)).isNew).toBe(true);
  await server.stop();
});
