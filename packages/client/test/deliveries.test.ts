import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countersign } from './support/cli.ts';
import { FakeServer } from './support/fake-server.ts';
import { problem } from './support/reply.ts';

const dead = {
  id: 'dlv_1',
  task: 'card.post',
  lane: 'slack/C1',
  request: 'req_1',
  attempts: 3,
  error: 'Slack refused the blocks.\n\u001B[2J',
  diedAt: '2026-11-22T12:00:00.000Z',
};

let server: FakeServer;
beforeEach(async () => {
  server = await FakeServer.start();
});
afterEach(() => server.stop());

const answer = (body: unknown) => server.faults.push({ status: 200, body });

describe('countersign deliveries', () => {
  it('lists what was given up, a line each, with nothing that a terminal would obey', async () => {
    answer({ items: [dead, { ...dead, id: 'dlv_2', request: undefined }] });
    const ran = await countersign(['deliveries', 'list'], { server });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    const [first = '', second = ''] = ran.stdout.split('\n');
    expect(first.split('\t')).toEqual([
      'dlv_1',
      'card.post',
      'slack/C1',
      'req_1',
      '2026-11-22T12:00:00.000Z',
      String.raw`Slack refused the blocks. \u{1B}[2J`,
    ]);
    expect(second.split('\t')[3]).toBe('');
    expect(server.seen[0]).toMatchObject({
      method: 'GET',
      path: '/v1/operator/deliveries/dead?limit=20',
      headers: { authorization: 'Bearer csk_test_key' },
    });
  });

  it('lists them as JSON', async () => {
    answer({ items: [dead] });
    const { stdout } = await countersign(['deliveries', 'list', '--json', '--limit', '1'], {
      server,
    });
    expect(JSON.parse(stdout)).toEqual(dead);
    expect(stdout.trim()).not.toContain('\n');
  });

  it('says where there are none, and where there are more', async () => {
    answer({ items: [] });
    const none = await countersign(['deliveries', 'list'], { server });
    expect(none).toMatchObject({ code: 0, stdout: '', stderr: 'Nothing was given up.\n' });
    answer({ items: [dead], next: 'dlv_1' });
    const more = await countersign(['deliveries', 'list'], { server });
    expect(more.stderr).toContain('--limit');
  });

  it('tries one again, by its id alone', async () => {
    for (const more of [[], ['--json']]) {
      server.faults.push({ status: 202, body: { id: 'dlv_1' } });
      const ran = await countersign(['deliveries', 'retry', 'dlv_1', ...more], { server });
      expect(ran).toMatchObject({ code: 0, stderr: '' });
      expect(ran.stdout).toBe(more.length === 0 ? 'dlv_1 is tried again.\n' : '{"id":"dlv_1"}\n');
    }
    server.faults.push(problem(404, 'not_found', 'There is no dead delivery.'));
    const gone = await countersign(['deliveries', 'retry', '../../x'], { server });
    expect(gone.code).toBe(1);
    expect(gone.stderr).toContain('There is no dead delivery.');
    expect(server.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /v1/operator/deliveries/dlv_1/retry',
      'POST /v1/operator/deliveries/dlv_1/retry',
      'POST /v1/operator/deliveries/..%2F..%2Fx/retry',
    ]);
  });

  it('takes no other answer for a list', async () => {
    answer({ items: [{ ...dead, error: 7 }] });
    const ran = await countersign(['deliveries', 'list'], { server });
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain('not a list of deliveries');
  });
});
