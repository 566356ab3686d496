import { describe, expect, it } from 'vitest';
import { aDesk, other, post } from './desk.ts';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';

type Desk = Awaited<ReturnType<typeof aDesk>>;

function fields(desk: Desk, detail: object, more: { [name: string]: string } = {}) {
  return {
    grant_type: EXCHANGE,
    subject_token: desk.keys.ci,
    subject_token_type: ACCESS_TOKEN,
    authorization_details: JSON.stringify([
      { type: 'countersign_change', run: 'run-1', ...detail },
    ]),
    ...more,
  };
}

async function started() {
  const desk = await aDesk();
  const { id, digest } = await desk.ask();
  await desk.start(id);
  return { desk, id, digest, detail: { request: id, digest } };
}

describe('token exchange (RFC 8693)', () => {
  it('gives the grant of an approval for the bot’s own proof', async () => {
    const { desk, id, digest, detail } = await started();
    const { status, headers, body } = await desk.form('/oauth/token', fields(desk, detail));
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(body).toMatchObject({
      issued_token_type: ACCESS_TOKEN,
      token_type: 'Bearer',
      expires_in: 600,
      scope: 'release',
    });
    const token = String(body['access_token']);
    expect(await desk.introspect(token)).toMatchObject({
      active: true,
      authorization_details: [{ request: id, digest }],
    });
  });

  it('is judged as the API judges, and is the same grant', async () => {
    const { desk, id, digest, detail } = await started();
    const { body: first } = await desk.grant(id, { run: 'run-1', digest });
    const { body } = await desk.form('/oauth/token', fields(desk, detail, { audience: 'vault' }));
    expect(await desk.introspect(String(body['access_token']))).toMatchObject({
      jti: first.id,
      aud: ['vault'],
    });
    expect(await desk.kinds(id)).toEqual(['grant.issued']);
  });

  it.each([
    ['another change', { digest: other }, {}, 'invalid_grant', 'stale_digest'],
    ['another run', { run: 'run-2' }, {}, 'invalid_grant', 'run_not_started'],
    ['another request', { request: 'req_0' }, {}, 'invalid_grant', 'not_found'],
    ['another audience', {}, { audience: 'gcp' }, 'invalid_target', 'audience_not_granted'],
    ['another resource', {}, { resource: 'https://x' }, 'invalid_target', 'audience_not_granted'],
    ['more scope', {}, { scope: 'release admin' }, 'invalid_scope', 'scope_not_granted'],
    ['another proof', {}, { subject_token: 'x.y.z' }, 'invalid_request', 'unauthenticated'],
    ['another kind of proof', {}, { subject_token_type: 'saml' }, 'invalid_request', undefined],
    ['another kind of token', {}, { requested_token_type: 'saml' }, 'invalid_request', undefined],
    ['an actor', {}, { actor_token: 'x' }, 'invalid_request', undefined],
    ['details of another type', { type: 'x' }, {}, 'invalid_request', undefined],
    ['no details', {}, { authorization_details: '' }, 'invalid_request', undefined],
    ['no JSON', {}, { authorization_details: '{' }, 'invalid_request', undefined],
    [
      'JSON that two readers read as two things',
      {},
      {
        authorization_details:
          '[{"type":"countersign_change","run":"run-2","run":"run-1","request":"req_0","digest":"d"}]',
      },
      'invalid_request',
      undefined,
    ],
    ['another grant', {}, { grant_type: 'password' }, 'unsupported_grant_type', undefined],
  ])('is refused for %s', async (_, detail, more, error, code) => {
    const { desk, detail: good } = await started();
    const sent = fields(desk, { ...good, ...detail }, more);
    const { status, body } = await desk.form('/oauth/token', sent);
    expect([status, body['error'], body['code']]).toEqual([400, error, code]);
    expect(body['error_description']).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/u);
    expect(body).not.toHaveProperty('access_token');
  });

  it('takes no parameter twice, and forms alone', async () => {
    const { desk, detail } = await started();
    const twice: [string, string][] = [
      ...Object.entries(fields(desk, detail)),
      ['subject_token', desk.keys.other],
    ];
    expect((await post(`${desk.url}/oauth/token`, twice)).body['error']).toBe('invalid_request');
    const json = await desk.call('POST', '/oauth/token', { body: fields(desk, detail), key: null });
    expect([json.status, json.body.error]).toEqual([400, 'invalid_request']);
  });
});
