import { expect, it } from 'vitest';
import { guardedFetch, startServer } from './server.ts';

const address = (text: string) => ({ address: text, family: text.includes(':') ? 6 : 4 });

it.each([
  ['a private address', ['10.0.0.1']],
  ['this machine', ['127.0.0.1']],
  ['the metadata service', ['169.254.169.254']],
  ['a public and a private address', ['93.184.215.14', '127.0.0.1']],
  ['an IPv4 address dressed as IPv6', ['::ffff:127.0.0.1']],
  ['nothing', []],
])('a name that resolves to %s is refused', async (_, answers) => {
  const server = await startServer();
  const fetch = guardedFetch({ resolve: (_host, answer) => answer(null, answers.map(address)) });
  await expect(fetch(`https://evil.test:${server.port}/`)).rejects.toMatchObject({
    name: 'OutboundRefused',
  });
  expect(server.hits).toEqual([]);
});

it('the name is looked up once for a connection: there is no second answer to change', async () => {
  const asked: string[] = [];
  const fetch = guardedFetch({
    resolve: (host, answer) => {
      asked.push(host);
      answer(null, [address(asked.length === 1 ? '127.0.0.1' : '93.184.215.14')]);
    },
  });
  await expect(fetch('https://flips.test/')).rejects.toMatchObject({ name: 'OutboundRefused' });
  expect(asked).toEqual(['flips.test']);
});

it('a name that can not be resolved is a fault of the network, not a refusal', async () => {
  const fetch = guardedFetch({ resolve: (_host, answer) => answer(new Error('no such name'), []) });
  await expect(fetch('https://nowhere.test/')).rejects.toThrow('no such name');
});
