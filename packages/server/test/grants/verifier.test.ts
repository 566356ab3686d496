import * as oauth from 'oauth4webapi';
import { describe, expect, it } from 'vitest';
import { algorithms } from '../../src/issuer/signer.ts';
import { aDesk } from './desk.ts';

/** Another library than the ones that we sign and verify with, as a relying party would have it. */
const insecure = { [oauth.allowInsecureRequests]: true };

describe.each(algorithms)('a stranger’s library, with %s', (algorithm) => {
  async function discovered() {
    const desk = await aDesk(algorithm);
    const issuer = new URL(desk.url);
    const find = async (kind: 'oidc' | 'oauth2') => {
      const answer = await oauth.discoveryRequest(issuer, { algorithm: kind, ...insecure });
      return oauth.processDiscoveryResponse(issuer, answer);
    };
    return { desk, oidc: await find('oidc'), server: await find('oauth2') };
  }

  it('finds the issuer, its keys and its endpoints, and takes its tokens for RFC 9068', async () => {
    const { desk, oidc, server } = await discovered();
    expect(server).toEqual(oidc);
    const { token, id, request, digest } = await desk.granted({ audience: ['vault'] });
    const asked = new Request('https://vault.example/', {
      headers: { authorization: `Bearer ${token}` },
    });
    // Its clock is the machine's, and the desk's is not.
    const tolerance = {
      [oauth.clockSkew]: Math.round((desk.world.ctx.now() - Date.now()) / 1_000),
    };
    const claims = await oauth.validateJwtAccessToken(server, asked, 'vault', {
      ...insecure,
      ...tolerance,
      signingAlgorithms: [algorithm],
    });
    expect(claims).toMatchObject({
      iss: desk.url,
      sub: 'grant:release:production:payments-api',
      aud: 'vault',
      jti: id,
      client_id: 'ci-deploy',
      authorization_details: [{ type: 'countersign_change', request, digest }],
    });
    await expect(
      oauth.validateJwtAccessToken(server, asked, 'aws', { ...insecure, ...tolerance }),
    ).rejects.toThrow('unexpected JWT "aud"');
  });

  it('exchanges, introspects and revokes', async () => {
    const { desk, server } = await discovered();
    const { id, digest } = await desk.ask();
    await desk.start(id);
    const nobody = { client_id: 'ci-deploy' };
    const type = 'urn:ietf:params:oauth:token-type:access_token';
    const detail = { type: 'countersign_change', request: id, digest, run: 'run-1' };
    const exchanged = await oauth.genericTokenEndpointRequest(
      server,
      nobody,
      oauth.None(),
      'urn:ietf:params:oauth:grant-type:token-exchange',
      {
        subject_token: desk.keys.ci,
        subject_token_type: type,
        authorization_details: JSON.stringify([detail]),
      },
      insecure,
    );
    const { access_token: token } = await oauth.processGenericTokenEndpointResponse(
      server,
      nobody,
      exchanged,
    );
    const vault = { client_id: 'vault' };
    const secret = oauth.ClientSecretBasic(desk.keys.vault);
    const look = async () => {
      const answer = await oauth.introspectionRequest(server, vault, secret, token, insecure);
      return oauth.processIntrospectionResponse(server, vault, answer);
    };
    expect(await look()).toMatchObject({ active: true, iss: desk.url });
    const revoked = await oauth.revocationRequest(server, nobody, oauth.None(), token, insecure);
    expect(await oauth.processRevocationResponse(revoked)).toBeUndefined();
    expect(await look()).toEqual({ active: false });
  });
});
