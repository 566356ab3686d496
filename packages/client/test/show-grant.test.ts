import type { GrantView } from '@countersign/core/wire/types';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ask, countersign } from './support/cli.ts';
import { FakeServer } from './support/fake-server.ts';

let server: FakeServer;
beforeEach(async () => {
  server = await FakeServer.start();
});
afterEach(() => server.stop());

const live: GrantView = {
  id: 'grant_1',
  status: 'live',
  audience: ['aws', 'vault'],
  scope: [],
  targets: [],
  uses: { used: 0, most: 2 },
  issuedAt: '2026-11-22T15:00:00.000Z',
  expiresAt: '2026-11-22T15:15:00.000Z',
};

it.each<[string, Partial<GrantView>]>([
  ['live for aws, vault until 2026-11-22 15:15:00 UTC, 0 of 2 used', {}],
  [
    'revoked (given back) for aws, vault until 2026-11-22 15:15:00 UTC, 1 of 2 used',
    {
      status: 'revoked',
      uses: { used: 1, most: 2 },
      revoked: { at: '2026-11-22T15:01:00.000Z', why: 'given_back' },
    },
  ],
])('countersign show says what became of the grant: %s', async (text, more) => {
  server.edit = (view) => ({ ...view, grant: { ...live, ...more } });
  await countersign(['request', ...ask], { server });
  const { stdout } = await countersign(['show', 'req_1'], { server });
  expect(stdout).toContain(`grant     ${text}\n`);
});
