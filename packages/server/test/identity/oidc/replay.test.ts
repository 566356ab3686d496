import { expect, it } from 'vitest';
import { startIssuer, trusting } from './double.ts';

function memory() {
  const used = new Set<string>();
  return async ({ issuer, jti }: { issuer: string; jti: string }) => {
    const key = `${issuer} ${jti}`;
    return !used.has(key) && Boolean(used.add(key));
  };
}

it('a token that counts once is refused the second time, in another spelling, too', async () => {
  const issuer = await startIssuer();
  const authenticate = trusting(issuer, { singleUse: true }, undefined, { firstUse: memory() });
  const token = await issuer.token();
  expect(await authenticate(token)).toMatchObject({ ok: true });
  expect(await authenticate(token)).toMatchObject({ ok: false });
  expect(await authenticate(await issuer.token())).toMatchObject({ ok: false });
  expect(await authenticate(await issuer.token({ jti: 'next' }))).toMatchObject({ ok: true });
});

it('a refused job does not spend its token', async () => {
  const issuer = await startIssuer();
  const firstUse = memory();
  const other = trusting(issuer, { singleUse: true }, { repository_id: '1' }, { firstUse });
  const ours = trusting(issuer, { singleUse: true }, undefined, { firstUse });
  const token = await issuer.token();
  expect(await other(token)).toMatchObject({ ok: false });
  expect(await ours(token)).toMatchObject({ ok: true });
});

it('without a "jti" it is refused', async () => {
  const issuer = await startIssuer();
  const authenticate = trusting(issuer, { singleUse: true }, undefined, { firstUse: memory() });
  expect(await authenticate(await issuer.token({ jti: undefined }))).toMatchObject({ ok: false });
});

it('the service does not start where nothing remembers', async () => {
  const issuer = await startIssuer();
  expect(() => trusting(issuer, { singleUse: true })).toThrow('singleUse');
});

it('where it is not configured, a token may be shown again', async () => {
  const issuer = await startIssuer();
  const authenticate = trusting(issuer);
  const token = await issuer.token();
  expect([await authenticate(token), await authenticate(token)]).toMatchObject([
    { ok: true },
    { ok: true },
  ]);
});
