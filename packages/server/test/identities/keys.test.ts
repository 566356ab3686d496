import { expect, it } from 'vitest';
import { aDesk } from './desk.ts';

const DAY = 86_400_000;

it('a rotated key goes on for a while beside the new one, and then opens nothing', async () => {
  const { made, ask, register, world } = await aDesk();
  const old = await made();
  const { status, body } = await register('POST', '/night-job/keys/rotate', { overlap: 3_600 });
  expect(status).toBe(201);
  const expires = new Date(world.ctx.now() + 3_600_000).toISOString();
  expect(body.identity.keys).toMatchObject([{ id: old.id, expires }, { id: body.id }]);
  expect((await ask(old.key)).status).toBe(201);
  expect((await ask(body.key, { resource: 'vault' })).status).toBe(201);
  world.pass(3_600_000);
  expect((await ask(old.key, { resource: 'vault' })).status).toBe(401);
  expect((await ask(body.key, { resource: 'vault' })).status).toBe(201);
});

it('there are never three live keys; the oldest makes room when it is over', async () => {
  const { made, register, world } = await aDesk();
  await made();
  const rotate = () => register('POST', '/night-job/keys/rotate', {});
  const second = (await rotate()).body;
  expect(await rotate()).toMatchObject({ status: 409, body: { code: 'too_many_keys' } });
  expect(await register('POST', '/night-job/keys')).toMatchObject({ status: 409 });
  world.pass(DAY);
  const third = (await rotate()).body;
  expect(third.identity.keys).toMatchObject([{ id: second.id }, { id: third.id }]);
});

it('a key that is removed opens nothing from then on', async () => {
  const { made, ask, register, entries } = await aDesk();
  const { key, id } = await made();
  expect((await ask(key)).status).toBe(201);
  expect((await register('DELETE', `/night-job/keys/${id}`)).body.keys).toEqual([]);
  expect((await ask(key)).status).toBe(401);
  expect((await register('DELETE', `/night-job/keys/${id}`)).status).toBe(404);
  expect((await entries()).at(-1)).toMatchObject({
    kind: 'identity.key_removed',
    body: { identity: 'night-job', key: id, by: 'operator:oncall' },
  });
});

it('a key is shown once: neither the store nor the log nor another answer has it', async () => {
  const { made, register, world, lines } = await aDesk();
  const { key } = await made();
  const kept = [
    await world.store.identities.all(),
    await world.store.identities.timeline({ identity: 'night-job', limit: 10 }),
    (await register('GET', '/night-job')).body,
    (await world.store.log.unsealed(100)).map(({ leaf }) => new TextDecoder().decode(leaf)),
    lines,
  ];
  expect(JSON.stringify(kept)).not.toContain(key.slice(15));
});

it('a call that wants no body may name the type of one, as many clients do', async () => {
  const { made, register } = await aDesk();
  await made();
  expect((await register('POST', '/night-job/keys', '')).status).toBe(201);
  expect(await register('POST', '/night-job/keys', '{')).toMatchObject({ status: 400 });
});
