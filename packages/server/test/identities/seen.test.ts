import { expect, it } from 'vitest';
import { createUses } from '../../src/app/identities/note-uses.ts';
import type { IdentityUse } from '../../src/ports/register-store.ts';
import { aDesk } from './desk.ts';

const DAY = 86_400_000;
const list = async (desk: Awaited<ReturnType<typeof aDesk>>, only: string) =>
  (await desk.register('GET', `?only=${only}`)).body.items.map(({ id }: { id: string }) => id);

it('who was never seen is unused, and who was not seen for long is stale', async () => {
  const desk = await aDesk();
  const { key, id } = await desk.made();
  expect(await list(desk, 'unused')).toEqual(['ci-deploy', 'night-job', 'other-bot']);
  await desk.ask(key);
  await desk.ask(desk.keys.ci);
  await desk.uses.flush();
  expect(await list(desk, 'unused')).toEqual(['other-bot']);
  const lastUsed = new Date(desk.world.ctx.now()).toISOString();
  expect((await desk.register('GET', '/night-job')).body).toMatchObject({
    lastSeen: lastUsed,
    keys: [{ id, lastUsed }],
    stale: false,
  });
  desk.world.pass(89 * DAY);
  await desk.ask(key);
  await desk.uses.flush();
  desk.world.pass(DAY);
  expect(await list(desk, 'stale')).toEqual(['ci-deploy']);
});

it('the list comes in pages', async () => {
  const desk = await aDesk();
  await desk.made('a-bot');
  const { body } = await desk.register('GET', '?limit=2');
  expect(body.items.map(({ id }: { id: string }) => id)).toEqual(['a-bot', 'ci-deploy']);
  const next = await desk.register('GET', `?limit=2&after=${body.next}`);
  expect(next.body).toMatchObject({ items: [{ id: 'other-bot' }] });
  expect(next.body.next).toBeUndefined();
});

it('however often a proof is used, it is written once a minute, and all in one go', async () => {
  const written: IdentityUse[][] = [];
  let now = 0;
  const uses = createUses({ noteUses: async (all) => void written.push(all) }, () => now);
  const call = (id: string) => uses.used(id, { kind: 'api_key', keyId: id });
  for (let at = 0; at < 100; at++) ['a', 'b'].forEach(call);
  expect(written).toEqual([]);
  await uses.flush();
  call('a');
  await uses.flush();
  expect(written).toEqual([
    [
      { identity: 'a', proof: 'key:a', at: 0 },
      { identity: 'b', proof: 'key:b', at: 0 },
    ],
  ]);
  now = 60_000;
  call('a');
  await uses.flush();
  expect(written).toHaveLength(2);
});

it('what could not be written is written later', async () => {
  let fails = true;
  const written: IdentityUse[][] = [];
  const noteUses = async (all: IdentityUse[]) => {
    if (fails) throw new Error('away');
    written.push(all);
  };
  const uses = createUses({ noteUses }, () => 0);
  uses.used('a', { kind: 'oidc', issuer: 'gha' });
  await expect(uses.flush()).rejects.toThrow('away');
  fails = false;
  await uses.flush();
  expect(written).toEqual([[{ identity: 'a', proof: 'oidc:gha', at: 0 }]]);
});
