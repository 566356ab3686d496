import type { GrantAsk, GrantView } from '@countersign/core/wire/types';
import { beforeEach, describe, expect, it } from 'vitest';
import { approving, type Approving } from './support/approving.ts';
import { ask, countersign, eventsOf, firstOutput, start } from './support/cli.ts';
import { TOKEN, type FakeServer } from './support/fake-server.ts';
import { problem } from './support/reply.ts';

const promised: GrantView = {
  status: 'not_issued',
  audience: ['aws', 'vault'],
  scope: [],
  targets: [],
  uses: { used: 0, most: 1 },
};
const command = (script: string) => ['--', process.execPath, '-e', script];
/** Says whether it has the token, and not the token. */
const tells = `const { COUNTERSIGN_GRANT: token, ...env } = process.env;
  console.log(token === undefined ? 'none' : token.length, JSON.stringify([process.argv, env]))`;

describe('countersign run with a grant', () => {
  let server: FakeServer;
  let repository: Approving['repository'];
  beforeEach(async () => {
    const all = await approving();
    ({ server, repository } = all);
    server.edit = (view) => ({ ...view, grant: promised });
    server.explanation = { outcome: 'ask', text: 'changes applies', grant: promised };
    return all.end;
  });
  const calls = () => server.seen.map(({ method, path }) => `${method} ${path}`);
  const called = (path: string) => calls().findIndex((call) => call === `POST /v1/${path}`);

  it('puts it into the environment of the command and nowhere else, and gives it back', async () => {
    const ran = await countersign(['run', ...ask, ...command(tells)], { server });
    expect(ran.code).toBe(0);
    expect(ran.stdout).toMatch(new RegExp(`^${TOKEN.length} `, 'u'));
    expect(ran.stdout + ran.stderr).not.toContain(TOKEN);
    expect(server.grants.get('grant_1')).toBe('revoked');
    const body = server.seen[called('requests/req_1/grant')]?.body as GrantAsk;
    expect(body.digest).toBe(server.last.digest);
    const order = ['start', 'grant'].map((part) => called(`requests/req_1/${part}`));
    expect([...order, called('grants/grant_1/revoke'), called('requests/req_1/outcome')]).toEqual(
      [...order, called('grants/grant_1/revoke'), called('requests/req_1/outcome')].toSorted(
        (a, b) => a - b,
      ),
    );
  });

  it('keeps it out of the events, too', async () => {
    const ran = await countersign(['run', '--json', ...ask, ...command('')], { server });
    expect(eventsOf(ran).length).toBeGreaterThan(2);
    expect(ran.stdout + ran.stderr).not.toContain(TOKEN);
  });

  it('asks for it for whom it is told', async () => {
    const options = ['--audience', 'aws', '--audience', 'vault'];
    await countersign(['run', ...ask, ...options, ...command('')], { server });
    const body = server.seen[called('requests/req_1/grant')]?.body as GrantAsk;
    expect(body.audience).toEqual(['aws', 'vault']);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('gives it back after %s', async (signal) => {
    const trap = `process.on('${signal}', () => process.exit(7)); setInterval(() => {}, 1000); console.log('ready')`;
    const run = start(['run', ...ask, ...command(trap)], { server });
    await firstOutput(run);
    expect(server.grants.get('grant_1')).toBe('live');
    run.child.kill(signal);
    expect(await run.done).toMatchObject({ code: 7 });
    expect(server.grants.get('grant_1')).toBe('revoked');
    expect(server.last.outcome).toMatchObject({ status: 'failed', exitCode: 7 });
  });

  it('gives it back and tells the end where a signal to the whole job ended the command first', async () => {
    const { child, done } = start(['run', ...ask, ...command('process.exit(3)')], { server });
    server.onCall = (call) => {
      if (call.endsWith('/revoke')) child.kill('SIGTERM');
    };
    expect(await done).toMatchObject({ code: 3 });
    expect(server.grants.get('grant_1')).toBe('revoked');
    expect(server.last.outcome).toMatchObject({ status: 'failed', exitCode: 3 });
  });

  it('gives it back and tells the end where the system takes no such environment', async () => {
    server.token = 'x'.repeat(3_000_000);
    const ran = await countersign(['run', ...ask, ...command('')], { server });
    expect(ran).toMatchObject({ code: 126, stdout: '' });
    expect(ran.stderr).toContain('cannot be run (E2BIG)');
    expect(server.grants.get('grant_1')).toBe('revoked');
    expect(server.last.outcome).toMatchObject({ status: 'failed', exitCode: 126 });
  });

  it('gives it back where the command can not be begun', async () => {
    const ran = await countersign(['run', ...ask, '--', repository.path], { server });
    expect(ran.code).not.toBe(0);
    expect([...server.grants.values()]).not.toContain('live');
  });

  it('runs nothing where there is none to be had', async () => {
    server.onWait = () => {
      server.decide('approved');
      // The start is answered, and the grant is not.
      server.onStart = () =>
        server.faults.push(problem(403, 'no_grant', 'The rules have no audience in common.'));
    };
    const ran = await countersign(['run', ...ask, ...command('console.log("ran")')], { server });
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain('Nothing ran: policy gives this command a grant');
    expect(server.last.outcome).toMatchObject({ status: 'failed' });
  });

  it('asks for none where the change has moved, and shows what has', async () => {
    server.onWait = () => {
      repository.write('app.txt', 'edited');
      server.decide('approved');
    };
    const ran = await countersign(['run', ...ask, '--', './deploy.sh'], {
      server,
      cwd: repository.path,
    });
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('Tracked files were edited in the working tree.');
    expect([called('requests/req_1/start'), called('requests/req_1/grant')]).toEqual([-1, -1]);
  });

  it.each<[string, (moving: { server: FakeServer; move: () => void }) => void]>([
    ['the approval was taken', ({ server, move }) => (server.onStart = move)],
    [
      'the grant was issued',
      ({ server, move }) =>
        (server.onCall = (call) => {
          if (call.endsWith('/grant')) move();
        }),
    ],
  ])('runs nothing where the change moves as %s', async (_, when) => {
    when({ server, move: () => repository.write('app.txt', 'edited') });
    const ran = await countersign(['run', ...ask, '--', './deploy.sh'], {
      server,
      cwd: repository.path,
    });
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    const moved = 'Tracked files were edited in the working tree.';
    expect(ran.stderr).toContain(moved);
    expect(server.grants.get('grant_1')).toBe('revoked');
    expect(server.last.outcome).toMatchObject({ status: 'failed' });
    expect(server.last.outcome?.message).toContain(moved);
  });

  it('runs nothing where a signal comes as the grant is issued', async () => {
    const { child, done } = start(['run', ...ask, ...command('console.log("ran")')], { server });
    server.onCall = (call) => {
      if (call.endsWith('/grant')) child.kill('SIGTERM');
    };
    expect(await done).toMatchObject({ code: 143, stdout: '' });
    expect(server.grants.get('grant_1')).toBe('revoked');
    expect(server.last.outcome).toMatchObject({ status: 'failed' });
  });

  it('hands on nobody else’s, where policy gives none', async () => {
    server.edit = (view) => view;
    const env = { COUNTERSIGN_GRANT: 'of-an-outer-run' };
    const ran = await countersign(['run', ...ask, ...command(tells)], { server, env });
    expect(ran.stdout).toMatch(/^none /u);
    expect(called('requests/req_1/grant')).toBe(-1);
  });
});
