import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, it } from 'vitest';
import { createGroupCommit } from '../../src/store/group-commit.ts';
import { SqliteConnection } from '../../src/store/node-sqlite.ts';

const database = new DatabaseSync(':memory:');
afterEach(() => database.close());

it('commits nothing in parts where a full disk ended the transaction', async () => {
  database.exec('create table t (a, b unique); pragma max_page_count = 20');
  const connection = new SqliteConnection(database);
  const group = createGroupCommit(connection);
  const insert = (a: string) => void connection.run('insert into t values (?, ?)', [a, a]);
  const ended = await Promise.allSettled([
    group.run(() => insert('before')),
    group.run(() => insert('too long'.repeat(100_000))),
    group.run(() => {
      insert('half');
      throw new Error('halfway');
    }),
    group.run(() => insert('behind')),
  ]);
  expect(ended.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'rejected',
    'fulfilled',
  ]);
  expect(connection.run('select a from t order by a')).toEqual([{ a: 'before' }, { a: 'behind' }]);
});
