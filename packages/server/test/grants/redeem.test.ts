import { describe, expect, it } from 'vitest';
import { aDesk, other, post } from './desk.ts';

type Desk = Awaited<ReturnType<typeof aDesk>>;

const byBasic = (desk: Desk, name: string, key: string, form: { [name: string]: string }) =>
  post(`${desk.url}/oauth/introspect`, form, `Basic ${btoa(`${name}:${key}`)}`);

describe('a grant is introspected', () => {
  it('by a resource server that it is for, and says all that it says', async () => {
    const desk = await aDesk();
    const { id, token, request, digest } = await desk.granted();
    expect(await desk.introspect(token)).toMatchObject({
      active: true,
      token_type: 'Bearer',
      iss: desk.url,
      sub: 'grant:release:production:payments-api',
      aud: ['aws', 'vault'],
      client_id: 'ci-deploy',
      scope: 'release',
      jti: id,
      authorization_details: [{ type: 'countersign_change', request, digest }],
      uses: 0,
      max_uses: 2,
    });
  });

  it('by HTTP Basic, too, as libraries do', async () => {
    const desk = await aDesk();
    const { token } = await desk.granted();
    const answer = await byBasic(desk, 'vault', desk.keys.vault, { token });
    expect(answer.body).toMatchObject({ active: true });
    const operator = await byBasic(desk, 'oncall', desk.keys.operator, { token });
    expect(operator.body).toMatchObject({ active: true });
  });

  it.each(['', 'aws', 'Vault', 'vault:x'])('and not by a key of others than “%s”', async (name) => {
    const desk = await aDesk();
    const { token, digest } = await desk.granted();
    const answer = await byBasic(desk, name, desk.keys.vault, { token, digest });
    expect([answer.status, answer.body['error']]).toEqual([401, 'invalid_client']);
    expect(await desk.introspect(token)).toMatchObject({ active: true, uses: 0 });
  });

  it('and whoever names another one by Basic hears that it is the name', async () => {
    const desk = await aDesk();
    const { body } = await byBasic(desk, 'aws', desk.keys.vault, { token: 'x' });
    expect(body['error_description']).toBe(
      'The user name of HTTP Basic is the id that the key belongs to in the configuration, under resourceServers or operators, and this is another one.',
    );
  });

  it('and is not active for those whom it is not for', async () => {
    const desk = await aDesk();
    const { token } = await desk.granted({ audience: ['aws'] });
    expect(await desk.introspect(token)).toEqual({ active: false });
    expect(await desk.introspect(token, undefined, desk.keys.operator)).toMatchObject({
      active: true,
      aud: ['aws'],
    });
  });

  it.each(['nothing', 'a bot’s key'])('but not by somebody with %s', async (what) => {
    const desk = await aDesk();
    const { token } = await desk.granted();
    const key = what === 'nothing' ? undefined : desk.keys.ci;
    const { status, body } = await desk.form('/oauth/introspect', { token }, key);
    expect([status, body['error']]).toEqual([401, 'invalid_client']);
  });

  it('and what is no grant is not active', async () => {
    const desk = await aDesk();
    const { token } = await desk.granted();
    expect(await desk.introspect('nonsense')).toEqual({ active: false });
    expect(await desk.introspect(`${token.slice(0, -8)}AAAAAAAA`)).toEqual({ active: false });
    desk.world.pass(600_000);
    expect(await desk.introspect(token)).toEqual({ active: false });
  });
});

describe('a grant is redeemed', () => {
  it('with the digest of what is about to run, as often as policy lets it be', async () => {
    const desk = await aDesk();
    const { token, digest, request } = await desk.granted();
    expect(await desk.introspect(token, digest)).toMatchObject({ active: true, uses: 1 });
    expect(await desk.introspect(token, digest)).toMatchObject({ active: true, uses: 2 });
    expect(await desk.introspect(token, digest)).toEqual({ active: false, reason: 'used_up' });
    expect(await desk.kinds(request)).toEqual([
      'grant.issued',
      'grant.redeemed',
      'grant.redeemed',
      'grant.refused',
    ]);
  });

  it('and never with a digest that was left empty', async () => {
    const desk = await aDesk();
    const { token, digest } = await desk.granted();
    expect(await desk.introspect(token, '')).toMatchObject({ error: 'invalid_request' });
    expect(await desk.introspect(token, digest)).toMatchObject({ active: true, uses: 1 });
  });

  it('no oftener where many come at once', async () => {
    const desk = await aDesk();
    const { token, digest } = await desk.granted();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => desk.introspect(token, digest)),
    );
    expect(answers.filter(({ active }) => active)).toHaveLength(2);
  });

  it.each([
    'latest',
    'undefined',
    'sha256:',
    'f'.repeat(64),
    `sha256:${'F'.repeat(64)}`,
    `${other}\n`,
  ])('and not with what is no digest, by which nothing ends: %j', async (asked) => {
    const desk = await aDesk();
    const { token, digest, request } = await desk.granted();
    const answer = await desk.form('/oauth/introspect', { token, digest: asked }, desk.keys.vault);
    expect([answer.status, answer.body]).toEqual([
      400,
      {
        error: 'invalid_request',
        error_description:
          'The digest is sha256: and 64 hex digits in lower case, of what is about to run. Nothing was redeemed.',
      },
    ]);
    expect(await desk.kinds(request)).toEqual(['grant.issued']);
    expect(await desk.introspect(token, digest)).toMatchObject({ active: true, uses: 1 });
  });

  it('and with the digest of another change is over at once', async () => {
    const desk = await aDesk();
    const { token, digest, request, id } = await desk.granted();
    expect(await desk.introspect(token, other)).toEqual({ active: false, reason: 'changed' });
    expect(await desk.introspect(token, digest)).toEqual({ active: false, reason: 'revoked' });
    expect(await desk.introspect(token)).toEqual({ active: false });
    expect((await desk.call('GET', `/v1/grants/${id}`)).body).toMatchObject({
      status: 'revoked',
      revoked: { why: 'changed' },
    });
    expect(await desk.kinds(request)).toEqual([
      'grant.issued',
      'grant.refused',
      'grant.revoked',
      'grant.refused',
    ]);
  });
});
