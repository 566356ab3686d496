import { expect, it } from 'vitest';
import { startIssuer, trusting } from './double.ts';

it.each([{ crit: ['b64'], b64: true }, { crit: ['exp'], exp: 1 }, { crit: [] }])(
  'a token that wants an extension is refused: %j',
  async (header) => {
    const issuer = await startIssuer();
    const [, payload, signature] = (await issuer.token()).split('.');
    const wanted = Buffer.from(JSON.stringify({ alg: 'ES256', kid: 'key-1', ...header }));
    const token = `${wanted.toString('base64url')}.${payload}.${signature}`;
    const answer = await trusting(issuer)(token);
    expect(answer).toMatchObject({ ok: false, code: 'unauthenticated' });
    expect(answer.ok || answer.message).toContain('crit');
  },
);
