import { createAuthenticator } from '@countersign/server/identity/authenticate';
import { identitiesConfig } from '@countersign/server/identity/config';
import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import type { Bench } from '../harness/bench.ts';
import { atMost, type Figure } from '../harness/figure.ts';
import { median, percentile } from '../harness/percentiles.ts';

const IDENTITIES = 10_000;
const ISSUER = 'https://token.actions.githubusercontent.com';
const AUDIENCE = 'https://countersign.example.com';

/**
 * From a token of GitHub Actions to one of ten thousand identities, its issuer's keys known. The
 * floor is what the library takes for the signature and the times alone; the two take turns.
 */
export async function identityVerify({ quick }: Bench): Promise<Figure[]> {
  const { sign, keySet } = await anIssuer();
  const config = identitiesConfig.parse({
    issuers: [{ name: 'github', issuer: ISSUER, audience: AUDIENCE }],
    // All of one owner, as in one company: only the repository tells them apart.
    identities: Array.from({ length: IDENTITIES }, (_, at) => ({
      id: `bot-${at}`,
      name: `Bot ${at}`,
      oidc: [
        {
          issuer: 'github',
          claims: { repository_owner_id: '7', repository_id: `${at}`, environment: 'production' },
        },
      ],
    })),
  });
  const authenticate = createAuthenticator({
    ...config,
    fetchJson: async (url) =>
      url.endsWith('/jwks') ? keySet : { issuer: ISSUER, jwks_uri: `${ISSUER}/jwks` },
    now: Date.now,
  });
  const bare = createLocalJWKSet(keySet);
  const tokens = await Promise.all(
    Array.from({ length: 50 }, (_, at) => sign((at * 197) % IDENTITIES)),
  );

  const verify = async (at: number) => {
    const token = tokens[at % tokens.length] ?? '';
    const answer = await authenticate(`Bearer ${token}`);
    if (!answer.ok) throw new Error(answer.message);
  };
  const floor = async (at: number) => {
    const token = tokens[at % tokens.length] ?? '';
    await jwtVerify(token, bare, { issuer: ISSUER, audience: AUDIENCE });
  };
  for (let at = 0; at < 200; at++) await Promise.all([verify(at), floor(at)]);

  const took = { verify: [] as number[], floor: [] as number[] };
  for (let at = 0; at < (quick ? 1_000 : 10_000); at++) {
    took.verify.push(await timed(() => verify(at)));
    took.floor.push(await timed(() => floor(at)));
  }
  return [
    atMost(null, { name: 'identity.verify.floor.p50', value: median(took.floor), unit: 'ms' }),
    atMost(null, {
      name: 'identity.verify.floor.p99',
      value: percentile(took.floor, 99),
      unit: 'ms',
    }),
    atMost(null, { name: 'identity.verify.p50', value: median(took.verify), unit: 'ms' }),
    atMost(1, { name: 'identity.verify.p99', value: percentile(took.verify, 99), unit: 'ms' }),
  ];
}

async function timed(run: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/** It signs as GitHub does: RS256, 2048 bits. */
async function anIssuer() {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { modulusLength: 2_048 });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' };
  const sign = (repository: number) =>
    new SignJWT({
      repository_id: `${repository}`,
      repository_owner_id: '7',
      environment: 'production',
      event_name: 'push',
      ref: 'refs/heads/main',
      actor: 'ada',
      actor_id: '1001',
      job_workflow_ref: 'acme/shop/.github/workflows/deploy.yml@refs/heads/main',
    })
      .setProtectedHeader({ alg: 'RS256', kid: 'key-1', typ: 'JWT' })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject('repo:acme@7/shop@1:environment:production')
      .setIssuedAt()
      .setExpirationTime('15m')
      .setJti(crypto.randomUUID())
      .sign(privateKey);
  return { sign, keySet: { keys: [jwk] } };
}
