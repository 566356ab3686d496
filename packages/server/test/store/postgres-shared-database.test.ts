import { expect, it } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { emptyDatabase, execute } from '../support/database.ts';
import { aState, aSubmission } from './fixtures.ts';

const STEPS = 'create table public.kysely_migration (name text primary key, timestamp text)';
const THEIRS = `insert into public.kysely_migration values ('0001-theirs', '2026-01-01')`;

it('lives in a schema of its own, beside others of whose tables it knows nothing', async () => {
  const { url, drop } = await emptyDatabase('postgres');
  const role = `lodger_${process.pid}`;
  await execute(
    url,
    STEPS,
    THEIRS,
    `create role ${role} login password 'lodger'`,
    `create schema lodging authorization ${role}`,
    `revoke all on schema public from public`,
  );
  const lodging = new URL(url);
  Object.assign(lodging, { username: role, password: 'lodger' });
  lodging.searchParams.set('options', '-c search_path=lodging');
  try {
    for (const id of ['r1', 'r2']) {
      const store = await openStore(lodging.href);
      await store.requests.submit({ state: aState(id), submission: aSubmission() }, {});
      await store.close();
    }
    expect(await execute(url, 'select count(*) from lodging.requests')).toEqual([{ count: '2' }]);
    expect(await execute(url, 'select name from public.kysely_migration')).toEqual([
      { name: '0001-theirs' },
    ]);
  } finally {
    await drop();
    await execute(new URL('/postgres', url).href, `drop role ${role}`);
  }
});

it('lives beside another one that it may see', async () => {
  const { url, drop } = await emptyDatabase('postgres');
  await execute(url, STEPS, THEIRS, 'create schema lodging');
  const lodging = new URL(url);
  lodging.searchParams.set('options', '-c search_path=lodging');
  for (const started of ['first', 'again']) {
    const store = await openStore(lodging.href);
    expect(await store.requests.get(started)).toBeNull();
    await store.close();
  }
  await drop();
});
