import { expect, it } from 'vitest';
import { guardedFetch, startServer } from './server.ts';

/** Every one of these reaches this machine with a plain client. */
const spellings = [
  '127.0.0.1',
  '127.1',
  '127.0.1',
  '127.255.255.254',
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '017700000001',
  '0177.0.0.1',
  '0',
  '0.0.0.0',
  '127.0.0.1.',
  '①②⑦.⓪.⓪.①',
  '127。0。0。1',
  'localhost',
  'localhost.',
  'LOCALHOST',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  'app.localhost',
  '[::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[2002:7f00:1::]',
];

it.each(spellings)('%s is refused over http and https', async (host) => {
  const server = await startServer();
  for (const scheme of ['http', 'https']) {
    const call = guardedFetch()(`${scheme}://${host}:${server.port}/`);
    await expect(call).rejects.toMatchObject({ name: 'OutboundRefused' });
  }
  expect(server.hits).toEqual([]);
});
