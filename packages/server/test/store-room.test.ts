import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { roomFor } from '../src/store-room.ts';

const nearlyFull = async () => 3.5 * 2 ** 20;
const full = async () => 0;
const store = 'sqlite:/var/lib/countersign/countersign.db';

it('a disk that is nearly full is told before nothing can be written', async () => {
  expect(await roomFor(store, nearlyFull)).toEqual({
    ok: false,
    reason: expect.stringContaining('The disk of the store has 3 MB left'),
  });
});

it('what is looked at is the disk that the store is on', async () => {
  const asked: string[] = [];
  const free = async (folder: string) => asked.push(folder) * 2 ** 30;
  expect(await roomFor(store, free)).toEqual({ ok: true });
  expect(asked).toEqual(['/var/lib/countersign']);
  expect(await roomFor(`sqlite:${join(tmpdir(), 'countersign.db')}`)).toHaveProperty('ok');
});

it('the disk of a database server is not looked at', async () => {
  expect(await roomFor('postgres://u@db/x', full)).toEqual({ ok: true });
});
