import { afterAll, describe, expect, it } from 'vitest';
import type { PostgresAccess } from '@countersign/core/wire/credential-types';
import { databaseScene } from '../connectors/targets/postgres-scene.ts';
import { aService } from './service.ts';

const database = databaseScene();
let service: ReturnType<typeof aService>;
afterAll(async () => {
  await service.kill();
  service.remove();
});

const left = () => database.roles();
const gone = { timeout: 60_000, interval: 50 };

describe('a service that is killed', () => {
  it('right behind the opening closes what nobody was handed, and opens it again', async () => {
    service = aService({ adminUrl: database.adminUrl(), roles: [database.names.group] });
    await service.start('create role');
    const { grant, digest, request } = await service.granted();
    const path = `/v1/grants/${grant}/credentials`;
    const body = { target: 'orders-db', digest };
    const key = { 'idempotency-key': 'once' };
    const died = service.died();
    await expect(service.call(path, body, key)).rejects.toThrow('fetch failed');
    await died;
    const [orphan] = await left();
    expect(orphan).toMatch(/^cs_/u);

    await service.start();
    await expect.poll(left, gone).toEqual([]);
    const again = await service.call(path, body, key);
    expect(again.status).toBe(201);
    expect(again.json['user']).not.toBe(orphan);
    const evidence = async () =>
      JSON.stringify((await service.call(`/v1/requests/${request}/evidence`)).json);
    await expect.poll(evidence, gone).toContain('"why":"not_opened"');
  });

  it('while it is open closes it when its grant is given back', async () => {
    await service.kill();
    const [open] = await left();
    expect(open).toMatch(/^cs_/u);
    await service.start();
    const { grant, digest } = await service.granted();
    const opened = await service.call(`/v1/grants/${grant}/credentials`, {
      target: 'orders-db',
      digest,
    });
    const access = opened.json as unknown as PostgresAccess;
    const session = await database.as(access);
    const ended = new Promise((resolve) => session.once('end', resolve));
    await service.kill();
    await service.start();
    expect((await service.call(`/v1/grants/${grant}/revoke`, {})).status).toBe(200);
    await ended;
    await expect.poll(left, gone).toEqual([open]);
    await expect(database.as(access)).rejects.toThrow('authentication failed');
  });
});
