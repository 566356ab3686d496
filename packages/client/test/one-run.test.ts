import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect, type Countersign } from '../src/sdk/countersign.ts';
import { ask, countersign } from './support/cli.ts';
import { FakeServer } from './support/fake-server.ts';
import { problem } from './support/reply.ts';
import { FakeTiming } from './support/fake-timing.ts';

const submission = { action: 'deploy', resource: 'payments-api', environment: 'production' };

describe('an approval is for one run', () => {
  let server: FakeServer;
  let client: Countersign;
  let folder: string;
  beforeEach(async () => {
    server = await FakeServer.start();
    client = connect({ url: server.url, credential: server.apiKey, timing: new FakeTiming() });
    folder = mkdtempSync(join(tmpdir(), 'countersign-run-'));
  });
  afterEach(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  const append = `fs.appendFileSync('ran', 'once\\n')`;
  const run = () => {
    const command = ['--idempotency-key', 'job-7', '--', process.execPath, '-e', append];
    return countersign(['run', ...ask, ...command], { server, cwd: folder });
  };
  const runsTold = () =>
    server.seen
      .filter(({ path }) => /\/(?:start|outcome)$/.test(path))
      .map(({ body }) => (body as { run: string }).run);

  it('though two wait for it with the same key', async () => {
    let waiting = 0;
    server.onWait = () => {
      if (++waiting === 2) server.decide('approved');
    };
    const both = await Promise.all([run(), run()]);
    expect(new Set(both.map(({ code }) => code))).toEqual(new Set([0, 1]));
    expect(readFileSync(join(folder, 'ran'), 'utf8')).toBe('once\n');
    expect(server.last.outcome).toMatchObject({ status: 'succeeded' });
  });

  it('which names itself at its start and with its outcome', async () => {
    server.onWait = () => server.decide('approved');
    expect(await run()).toMatchObject({ code: 0 });
    const [started, reported, ...more] = runsTold();
    expect(started).toMatch(/^[\x21-\x7e]{16,100}$/);
    expect([reported, ...more]).toEqual([started]);
  });

  it('which keeps its name when the answer to its start is lost', async () => {
    server.onWait = () => {
      server.decide('approved');
      server.faults.push('hang up');
    };
    expect(await run()).toMatchObject({ code: 0 });
    expect(new Set(runsTold()).size).toBe(1);
    expect(runsTold()).toHaveLength(3);
  });

  it("whose own start is no stranger's, though the answer to it broke off in the middle", async () => {
    server.onWait = () => server.decide('approved');
    server.onCall = (call) => {
      if (!call.endsWith('/start')) return;
      server.faults.push('break off');
      server.onCall = () => undefined;
    };
    expect(await run()).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, 'ran'), 'utf8')).toBe('once\n');
  });

  it('and one that can not know whether it took it runs nothing, and blames nobody', async () => {
    server.onWait = () => server.decide('approved');
    server.onCall = (call) => {
      if (!call.endsWith('/start')) return;
      server.start(runsTold().at(-1) ?? '');
      server.faults.push({ status: 200, raw: Buffer.from('<html>Sign in</html>') });
    };
    const ran = await run();
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).not.toContain('another run');
    expect(ran.stderr).toContain('may have been taken by this run');
    expect(ran.stderr).toContain('start the job anew, with a new idempotency key if it gives one');
  });

  it('and one that finds it taken runs nothing, reports nothing, says when and what to do', async () => {
    server.onWait = () => {
      server.decide('approved');
      server.start('another');
    };
    const ran = await run();
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain(`was taken by another run at ${server.last.started?.at}`);
    expect(ran.stderr).toContain('which one is not known here');
    expect(ran.stderr).toContain('start the job anew, with a new idempotency key if it gives one');
    expect(server.last.outcome).toBeUndefined();
  });

  it('and one that comes second in the last moment runs nothing either', async () => {
    server.onWait = () => {
      server.decide('approved');
      server.faults.push(problem(409, 'already_started', 'It was taken at noon.'));
      server.onWait = () => undefined;
    };
    const ran = await run();
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain('It was taken at noon.');
    expect(ran.stderr).toContain('Nothing ran here');
    expect(ran.stderr).not.toContain('Running:');
    expect(server.last.outcome).toBeUndefined();
  });

  it('and none begins that the service does not know of', async () => {
    server.onWait = () => {
      server.decide('approved');
      server.faults.push(problem(404, 'not_found', 'There is no such path.'));
    };
    const ran = await run();
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain('There is no such path. Nothing ran here.');
  });

  it('from TypeScript too', async () => {
    const { id } = await client.request(submission);
    await expect(client.start(id, 'a')).rejects.toMatchObject({ code: 'not_approved' });
    server.decide('approved');
    expect(await client.start(id, 'a')).toMatchObject({ started: {} });
    expect(await client.start(id, 'a')).toMatchObject({ started: {} });
    await expect(client.start(id, 'b')).rejects.toMatchObject({ code: 'already_started' });
    await expect(client.outcome(id, { status: 'failed', run: 'b' })).rejects.toMatchObject({
      code: 'already_started',
    });
    await client.outcome(id, { status: 'succeeded', run: 'a' });
    await expect(client.outcome(id, { status: 'failed', run: 'a' })).rejects.toMatchObject({
      code: 'already_reported',
    });
  });

  it('so that approved() does not resolve for one that is taken', async () => {
    const options = { idempotencyKey: 'job-7' };
    await client.request(submission, options);
    server.decide('approved');
    server.start('another');
    await expect(client.approved(submission, options)).rejects.toMatchObject({
      code: 'already_started',
    });
  });
});
