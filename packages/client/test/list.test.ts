import { afterEach, beforeEach, expect, it } from 'vitest';
import { connect } from '../src/sdk/countersign.ts';
import { countersign } from './support/cli.ts';
import { FakeServer } from './support/fake-server.ts';

let server: FakeServer;
beforeEach(async () => {
  server = await FakeServer.start();
});
afterEach(() => server.stop());

const at = '2026-11-22T10:00:00.000Z';
const emergency = (status: 'due' | 'overdue' | 'done') => ({
  by: { id: 'ada', name: 'Ada' },
  reason: 'Payments are down.',
  at,
  freezes: [],
  review: { status, dueAt: at, quorums: [], reviews: [] },
});

it('countersign list tells who decided, and whether it ran', async () => {
  const client = connect({ url: server.url, credential: server.apiKey });
  const ask = (resource: string) =>
    client.request({ action: 'deploy', resource, environment: 'production' });
  await ask('open');
  await ask('refused');
  server.decide('rejected');
  await ask('waiting');
  server.decide('approved');
  await ask('running');
  server.decide('approved');
  server.start('r1');
  const { id } = await ask('done');
  server.decide('approved');
  await client.outcome(id, { status: 'failed', exitCode: 3 });
  for (const status of ['overdue', 'due', 'done'] as const) {
    await ask(`urgent ${status}`);
    server.decide('approved', { emergency: emergency(status) });
  }
  const { stdout } = await countersign(['list'], { server });
  const rows = stdout.replace(/\n$/, '').split('\n');
  expect(rows.map((row) => row.split('\t').toSpliced(3, 1).slice(1))).toEqual([
    ['approved', 'deploy urgent done in production', 'Ada', 'not started'],
    ['approved', 'deploy urgent due in production', 'Ada', 'not started, review due'],
    ['approved', 'deploy urgent overdue in production', 'Ada', 'not started, review overdue'],
    ['approved', 'deploy done in production', 'Ada', 'failed (3)'],
    ['approved', 'deploy running in production', 'Ada', 'started'],
    ['approved', 'deploy waiting in production', 'Ada', 'not started'],
    ['rejected', 'deploy refused in production', 'Ada', ''],
    ['pending', 'deploy open in production', '', ''],
  ]);
});
