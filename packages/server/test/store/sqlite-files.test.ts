import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { anEntry } from './fixtures.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-files-'));
  chmodSync(folder, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true }));

it('keeps the database, its log and its index to their owner, whoever owns the folder', async () => {
  const store = await openStore(`sqlite:${join(folder, 'store.db')}`);
  await store.commit({ entries: [anEntry('e1')] });
  const modes = readdirSync(folder).map((name) => [
    name,
    (statSync(join(folder, name)).mode & 0o777).toString(8),
  ]);
  expect(Object.fromEntries(modes)).toEqual({
    'store.db': '600',
    'store.db-shm': '600',
    'store.db-wal': '600',
  });
  await store.close();
});

it('leaves the mode of a database that is there to whoever set it', async () => {
  const path = join(folder, 'store.db');
  await (await openStore(`sqlite:${path}`)).close();
  chmodSync(path, 0o640);
  await (await openStore(`sqlite:${path}`)).close();
  expect(statSync(path).mode & 0o777).toBe(0o640);
});
