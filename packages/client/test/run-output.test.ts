import type { RequestView } from '@countersign/core/wire/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask, countersign, eventsOf, start } from './support/cli.ts';
import { FakeServer } from './support/fake-server.ts';

const print = ['--', process.execPath, '-e', 'console.log("it ran")'];

const queued = ({ routes }: RequestView) =>
  routes.map((route) => ({ ...route, state: 'queued' as const }));

describe('countersign run tells its course', () => {
  let server: FakeServer;
  beforeEach(async () => {
    server = await FakeServer.start();
    server.onWait = () => server.decide('approved');
  });
  afterEach(() => server.stop());

  it('line by line on stderr in a pipe, and leaves stdout to the command', async () => {
    const ran = await countersign(['run', ...ask, ...print], { server });
    expect(ran.stdout).toBe('it ran\n');
    const lines = ran.stderr.split('\n');
    expect(lines).toContain('Asking for approval: deploy payments-api in production');
    expect(lines).toContain('Asked in Slack #deploys https://acme.slack.com/archives/C1/p1');
    expect(lines).toContain('Approved by Ada.');
    expect(lines.find((line) => line.startsWith('Waiting for'))).toMatch(
      /^Waiting for 1 approval from sre; expires \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/,
    );
    expect(ran.stderr).not.toContain('\u001b');
  });

  it('says where it asks, and once more when there is a link to it', async () => {
    server.edit = (view) => ({ ...view, cards: queued(view) });
    const link = 'https://acme.slack.com/archives/C1/p1';
    let held = 0;
    server.onWait = (view) => {
      held += 1;
      const asked = view.cards.map((card) => ({ ...card, state: 'posted' as const, link }));
      if (held === 1) server.update({ ...view, cards: asked });
      else server.decide('approved');
    };
    const { stderr } = await countersign(['run', ...ask, ...print], { server });
    expect(stderr.split('\n').filter((line) => line.includes('#deploys'))).toEqual([
      'Asking in Slack #deploys',
      'Asked in Slack #deploys https://acme.slack.com/archives/C1/p1',
    ]);
  });

  it.each(['stdout', 'stderr'] as const)(
    'to nobody where %s is closed, and what it ends with is still true',
    async (stream) => {
      const fail = ['--', process.execPath, '-e', 'process.exitCode = 3'];
      const json = stream === 'stdout' ? ['--json'] : [];
      const { child, done } = start(['run', ...ask, ...json, ...fail], { server });
      child[stream]?.destroy();
      expect(await done).toMatchObject({ code: 3 });
      expect(server.last.outcome).toMatchObject({ status: 'failed', exitCode: 3 });
    },
  );

  it('as events on stdout with --json, and moves the output of the command to stderr', async () => {
    const ran = await countersign(['run', ...ask, '--json', ...print], { server });
    expect(ran).toMatchObject({ code: 0, stderr: 'it ran\n' });
    const events = eventsOf(ran);
    expect(events.map(({ event }) => event)).toEqual([
      'asked',
      'changed',
      'changed',
      'decided',
      'started',
      'ended',
    ]);
    expect(events.at(-1)).toMatchObject({ id: 'req_1', status: 'succeeded', exitCode: 0 });
    expect(events[0]).toMatchObject({ request: { digest: server.last.digest } });
  });

  it('with failures as events too', async () => {
    server.onWait = () => server.decide('rejected');
    const rejected = await countersign(['run', ...ask, '--json', ...print], { server });
    expect(eventsOf(rejected).at(-1)).toMatchObject({
      event: 'decided',
      request: { status: 'rejected' },
    });
    const env = { COUNTERSIGN_API_KEY: 'another' };
    const unknown = await countersign(['run', ...ask, '--json', ...print], { server, env });
    expect(eventsOf(unknown)).toMatchObject([{ event: 'failed', code: 'unauthenticated' }]);
  });

  it.each([
    ['in a pipe', [], String.raw`Rejected by \u{1B}[2J\u{9B}31m\u{202E}adA\u{7}\u{200B}`],
    ['with --json', ['--json'], String.raw`"\u001b[2J\u009b31m\u202eadA\u0007\u200b"`],
  ])('with what would move or hide text shown as escapes %s', async (_, flags, shown) => {
    const evil = '\u001b[2J\u009b31m\u202eadA\u0007\u200b';
    const by = [{ id: 'p', name: evil }];
    const decision = {
      outcome: 'rejected' as const,
      at: new Date().toISOString(),
      by,
      reason: evil,
    };
    server.onWait = () => server.decide('rejected', { decision, explanation: evil });
    const ran = await countersign(['run', ...ask, ...flags, ...print], { server });
    expect(ran.code).toBe(10);
    const output = ran.stdout + ran.stderr;
    expect(output).toContain(shown);
    expect(output.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('with one line when the service goes away and one when it is back', async () => {
    server.faults.push('hang up', 'hang up', 'hang up');
    const ran = await countersign(['run', ...ask, ...print], { server });
    const lines = ran.stderr.split('\n');
    expect(lines.filter((line) => line.startsWith('Trying again: '))).toHaveLength(1);
    expect(lines.filter((line) => line === 'The service answers again.')).toHaveLength(1);
  });

  it.each([
    ['run', 'Waiting for'],
    ['request', ''],
  ])('with a sentence where it expires sooner than asked (%s)', async (verb, other) => {
    server.edit = (view) => ({
      ...view,
      expiresAt: new Date(Date.parse(view.createdAt) + 3_600_000).toISOString(),
    });
    const args = [verb, ...ask, '--expires', '5d', ...print];
    const { stderr } = await countersign(args, { server });
    expect(stderr).toContain('It expires after 1h 00m, not after the 5d 00h asked for');
    expect(stderr).toContain(other);
    const plain = await countersign([verb, ...ask, '--expires', '1h', ...print], { server });
    expect(plain.stderr).not.toContain('asked for');
  });

  it('and never prints the key', async () => {
    const ran = await countersign(['run', ...ask, ...print], { server });
    expect(ran.stdout + ran.stderr).not.toContain(server.apiKey);
    const env = { COUNTERSIGN_API_KEY: 'two\nlines' };
    const broken = await countersign(['run', ...ask, ...print], { server, env });
    expect(broken).toMatchObject({ code: 1, stdout: '' });
    expect(broken.stderr).toContain('The credential is empty or holds spaces');
    expect(broken.stderr).not.toContain('lines"');
  });

  it('to a command that knows what was approved and does not have the key', async () => {
    const tell = ['--', process.execPath, '-e', 'console.log(JSON.stringify(process.env))'];
    const env = { COUNTERSIGN_TOKEN: 'another' };
    const ran = await countersign(['run', ...ask, ...tell], { server, env });
    const seen = JSON.parse(ran.stdout) as NodeJS.ProcessEnv;
    expect(seen).toMatchObject({
      COUNTERSIGN_REQUEST_ID: 'req_1',
      COUNTERSIGN_DIGEST: server.last.digest,
    });
    expect(Object.keys(seen)).not.toContain('COUNTERSIGN_API_KEY');
    expect(Object.keys(seen)).not.toContain('COUNTERSIGN_TOKEN');
  });
});
