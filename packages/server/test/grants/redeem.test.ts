import { describe, expect, it } from 'vitest';
import { aDesk, other } from './desk.ts';

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
    const authorization = `Basic ${btoa(`vault:${desk.keys.vault}`)}`;
    const answer = await fetch(`${desk.url}/oauth/introspect`, {
      method: 'POST',
      body: new URLSearchParams({ token }),
      headers: { authorization },
    });
    expect(await answer.json()).toMatchObject({ active: true });
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

  it.each([other, 'latest'])('and with another digest is over at once: %s', async (asked) => {
    const desk = await aDesk();
    const { token, digest, request, id } = await desk.granted();
    expect(await desk.introspect(token, asked)).toEqual({ active: false, reason: 'changed' });
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
