import type { RequestView } from '@countersign/core/wire/types';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ask, countersign } from './support/cli.ts';
import { FakeServer } from './support/fake-server.ts';

let server: FakeServer;
beforeEach(async () => {
  server = await FakeServer.start();
});
afterEach(() => server.stop());

const naming =
  (people: { names: string[]; more: number } | undefined) =>
  (view: RequestView): RequestView => ({
    ...view,
    stages: view.stages.map((stage) => ({
      ...stage,
      quorums: [{ quorum: 1, groups: ['sre', 'leads'], missing: 1, people }],
    })),
  });

it.each([
  ['Ada can still approve it for sre or leads.', ['Ada'], 0],
  ['Ada, Grace and 3 more can still approve it for sre or leads.', ['Ada', 'Grace'], 3],
  ['Nobody who is known can still approve it for sre or leads.', [], 0],
  ['A\\u{1B}[2Kda and Grace can still approve it for sre or leads.', ['A\u001b[2Kda', 'Grace'], 0],
])('countersign show says who may still give it: %s', async (text, names, more) => {
  server.edit = naming({ names, more });
  await countersign(['request', ...ask], { server });
  const { stdout } = await countersign(['show', 'req_1'], { server });
  expect(stdout.replaceAll(/\n +/gu, ' ')).toContain(text);
});

it('says nothing of people whom the service does not name', async () => {
  server.edit = naming(undefined);
  await countersign(['request', ...ask], { server });
  const { stdout } = await countersign(['show', 'req_1'], { server });
  expect(stdout).not.toContain('can still approve');
});

it('says that one person alone approved it in an emergency, whoever else had agreed', async () => {
  await countersign(['request', ...ask], { server });
  const at = '2026-11-22T10:00:00.000Z';
  const by = { id: 'max', name: 'Max' };
  const review = { status: 'due' as const, dueAt: at, quorums: [], reviews: [] };
  server.decide('approved', { emergency: { by, reason: 'Down.', at, freezes: [], review } });
  const { stdout } = await countersign(['show', 'req_1'], { server });
  expect(stdout).toContain('Approved by Max alone, in an emergency');
});
