import { randomBytes } from 'node:crypto';
import { array, assert, asyncProperty, constantFrom, oneof, string } from 'fast-check';
import { expect, it } from 'vitest';
import { mintApiKey } from '../../src/identity/api-key.ts';
import { createAuthenticator } from '../../src/identity/authenticate.ts';
import { identitiesConfig } from '../../src/identity/config.ts';

const known = mintApiKey(randomBytes);
const config = identitiesConfig.parse({
  identities: [
    { id: 'bot', name: 'Bot', owner: 'ada', keys: [{ id: known.id, hash: known.hash }] },
    { id: 'idle', name: 'No proof at all' },
  ],
});
const authenticate = createAuthenticator({
  ...config,
  now: Date.now,
  fetchJson: () => Promise.reject(new Error('nothing is fetched for an API key')),
});

it('a key proves its identity, and the log gets the id of the key', async () => {
  for (const scheme of ['Bearer', 'bearer', 'BEARER']) {
    expect(await authenticate(`${scheme} ${known.key}`)).toEqual({
      ok: true,
      identity: { id: 'bot', name: 'Bot', owner: 'ada' },
      proof: { kind: 'api_key', keyId: known.id },
      starter: [],
    });
  }
});

it('an unknown key, a mistyped one and a known id with another secret get the same answer', async () => {
  const stranger = mintApiKey(randomBytes);
  const sameId = createAuthenticator({
    ...config,
    identities: config.identities.map((identity) => ({
      ...identity,
      keys: identity.keys.map(({ id }) => ({ id, hash: stranger.hash })),
    })),
    now: Date.now,
    fetchJson: () => Promise.reject(new Error()),
  });
  const answers = [
    await authenticate(`Bearer ${stranger.key}`),
    await authenticate(`Bearer ${known.key.slice(0, -1)}`),
    await sameId(`Bearer ${known.key}`),
  ];
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]).toMatchObject({ ok: false, code: 'unauthenticated' });
});

it.each([
  undefined,
  '',
  'Bearer',
  'Bearer ',
  `Basic ${known.key}`,
  known.key,
  `Bearer ${known.key} x`,
])('a header that is no bearer proof is refused with what to send: %j', async (header) => {
  const answer = await authenticate(header);
  expect(answer).toMatchObject({ ok: false, code: 'unauthenticated' });
  expect(answer.ok || answer.message).toContain('Authorization: Bearer');
});

it('no refusal repeats what was sent', async () => {
  for (const sent of [known.key.slice(0, -1), 'aaaa.bbbb.cccc', mintApiKey(randomBytes).key]) {
    const answer = await authenticate(`Bearer ${sent}`);
    expect(answer.ok || answer.message).not.toContain(sent);
  }
});

it('no header at all makes it throw or let anyone in', async () => {
  const part = oneof(
    string({ unit: 'binary' }),
    constantFrom('csk_', 'e30', known.id, 'Bearer', ' ', '.', '_'),
  );
  await assert(
    asyncProperty(array(part, { maxLength: 8 }), async (parts) => {
      for (const header of [parts.join(''), `Bearer ${parts.join('.')}`]) {
        expect(await authenticate(header)).toMatchObject({ ok: false, code: 'unauthenticated' });
      }
    }),
  );
});

it('a key whose end has come opens nothing, and says no more than an unknown one', async () => {
  const at = Date.parse('2026-12-01T00:00:00Z');
  const key = { id: known.id, hash: known.hash, expires: '2026-12-01T01:00:00+01:00' };
  const ending = (now: number) =>
    createAuthenticator({
      issuers: [],
      identities: [{ id: 'bot', name: 'Bot', keys: [key], oidc: [] }],
      now: () => now,
      fetchJson: () => Promise.reject(new Error()),
    })(`Bearer ${known.key}`);
  expect(await ending(at - 1)).toMatchObject({ ok: true });
  expect(await ending(at)).toEqual(await authenticate(`Bearer ${mintApiKey(randomBytes).key}`));
});

it('who is added later is known then, and who is taken out is not', async () => {
  const [before, after] = [mintApiKey(randomBytes), mintApiKey(randomBytes)];
  const listOf = ({ id, hash }: typeof before) => [
    { id: 'bot', name: 'Bot', keys: [{ id, hash }], oidc: [] },
  ];
  let list = listOf(before);
  const call = createAuthenticator({
    issuers: [],
    identities: async () => list,
    now: Date.now,
    fetchJson: () => Promise.reject(new Error()),
  });
  expect(await call(`Bearer ${before.key}`)).toMatchObject({ ok: true });
  list = listOf(after);
  expect(await call(`Bearer ${before.key}`)).toMatchObject({ ok: false });
  expect(await call(`Bearer ${after.key}`)).toMatchObject({ ok: true });
});
