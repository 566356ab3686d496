import { expect, it } from 'vitest';
import { aDesk } from './desk.ts';

it('discovery and keys are open to anybody, and may be kept for a while', async () => {
  const desk = await aDesk('RS256');
  const paths = ['openid-configuration', 'oauth-authorization-server', 'jwks.json'];
  for (const path of paths) {
    const { status, headers } = await desk.call('GET', `/.well-known/${path}`, { key: null });
    expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=60']);
  }
  const { body } = await desk.call('GET', '/.well-known/openid-configuration', { key: null });
  expect(body).toMatchObject({
    issuer: desk.url,
    jwks_uri: `${desk.url}/.well-known/jwks.json`,
    id_token_signing_alg_values_supported: ['RS256'],
    subject_types_supported: ['public'],
    response_types_supported: ['id_token'],
  });
});

it('the keys have nothing private in them', async () => {
  const desk = await aDesk('RS256');
  const { body, headers } = await desk.call('GET', '/.well-known/jwks.json', { key: null });
  expect(headers.get('content-type')).toContain('application/jwk-set+json');
  const { keys } = JSON.parse(typeof body === 'string' ? body : JSON.stringify(body)) as {
    keys: object[];
  };
  expect(keys.map((key) => Object.keys(key).toSorted())).toEqual([
    ['alg', 'e', 'kid', 'kty', 'n', 'use'],
  ]);
});
