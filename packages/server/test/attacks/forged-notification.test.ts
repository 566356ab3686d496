import { Client } from 'pg';
import { expect, it } from 'vitest';
import type { Wake } from '../../src/ports/store.ts';
import { freshStores } from '../support/engines.ts';

const stores = freshStores('postgres');

/** Whoever may log in to the database may notify on any channel: PostgreSQL asks for no right to it. */
it('a notification that is none of ours wakes nobody and stops nothing', async () => {
  const url = await stores.freshUrl();
  const store = await stores.open(url);
  const heard: Wake[] = [];
  const genuine = Promise.withResolvers<void>();
  store.onWake((wake) => {
    heard.push(wake);
    if (wake.type === 'request') genuine.resolve();
  });
  const stranger = new Client({ connectionString: url });
  await stranger.connect();
  for (const payload of [
    '',
    'x',
    '{',
    'null',
    '7',
    '["x"]',
    '["x",7]',
    '["x",[null]]',
    '["x",[{}]]',
    '["x",[{"type":"request"}]]',
  ]) {
    await stranger.query('select pg_notify($1, $2)', ['countersign', payload]);
  }
  const wake: Wake = { type: 'request', id: 'req_1', status: 'pending' };
  await stranger.query('select pg_notify($1, $2)', ['countersign', JSON.stringify(['x', [wake]])]);
  await stranger.end();
  await genuine.promise;
  expect(heard).toEqual([wake]);
});
