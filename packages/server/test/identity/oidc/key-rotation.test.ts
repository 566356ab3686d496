import { generateKeyPair } from 'jose';
import { expect, it } from 'vitest';
import { now, signed, startIssuer, trusting } from './double.ts';

const minute = 60_000;

it('a new key is found after the cool-down, and unknown key ids do not hammer the issuer', async () => {
  const issuer = await startIssuer();
  let clock = now;
  const authenticate = trusting(issuer, {}, undefined, { now: () => clock });
  expect(await authenticate(await issuer.token())).toMatchObject({ ok: true });

  issuer.published.keys = [{ ...issuer.jwk, kid: 'key-2' }];
  const rotated = await issuer.token({}, { kid: 'key-2' });
  for (let i = 0; i < 10; i++) {
    clock = now + i * 3_000;
    expect(await authenticate(rotated)).toMatchObject({ ok: false });
  }
  expect(issuer.hits).toHaveLength(2);

  clock = now + 30_000;
  expect(await authenticate(rotated)).toMatchObject({ ok: true });
  expect(issuer.hits).toHaveLength(4);
});

it('a withdrawn key stops within ten minutes', async () => {
  const issuer = await startIssuer();
  let clock = now;
  const authenticate = trusting(issuer, {}, undefined, { now: () => clock });
  await authenticate(await issuer.token());
  issuer.published.keys = [];
  clock += 10 * minute;
  const later = { iat: clock / 1_000, exp: clock / 1_000 + 300 };
  expect(await authenticate(await issuer.token(later))).toMatchObject({ ok: false });
});

it('known keys outlive a short outage of the issuer, and not an hour', async () => {
  const issuer = await startIssuer();
  let clock = now;
  const authenticate = trusting(issuer, {}, undefined, { now: () => clock });
  await authenticate(await issuer.token());
  issuer.answers.clear();
  for (const [minutes, ok] of [
    [30, true],
    [61, false],
  ] as const) {
    clock = now + minutes * minute;
    const token = await issuer.token({ iat: clock / 1_000, exp: clock / 1_000 + 300 });
    expect(await authenticate(token)).toMatchObject(ok ? { ok } : { ok, code: 'unavailable' });
  }
});

it('an issuer that can not be reached is asked once, not for every token', async () => {
  const issuer = await startIssuer();
  issuer.answers.clear();
  const authenticate = trusting(issuer);
  for (let i = 0; i < 5; i++) {
    expect(await authenticate(await issuer.token())).toMatchObject({ code: 'unavailable' });
  }
  expect(issuer.hits).toHaveLength(1);
});

it('a key of the right id and another owner proves nothing', async () => {
  const issuer = await startIssuer();
  const { privateKey } = await generateKeyPair('ES256');
  const forged = await signed({ iss: issuer.url }, { alg: 'ES256', kid: 'key-1' }, privateKey);
  expect(await trusting(issuer)(forged)).toMatchObject({ ok: false, code: 'unauthenticated' });
});
