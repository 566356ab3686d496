import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { parsePolicy } from '@countersign/core/policy/parse';
import { describe, expect, it } from 'vitest';
import { openPolicyBook } from '../../src/policy-book.ts';
import { aDesk } from './desk.ts';
import { guide } from './guide-blocks.ts';
import { relyingParties, TAGS, type Claims } from './relying-parties.ts';

/** What each of them calls itself in the guide. */
const audiences = {
  aws: 'sts.amazonaws.com',
  google: 'gcp-deployments',
  azure: 'api://AzureADTokenExchange',
  kubernetes: 'kubernetes',
  vault: 'vault',
};
type Party = keyof typeof audiences;
const parties = Object.keys(audiences) as Party[];

const policyText = `
version: 1
groups: {}
rules:
  - name: production deploys
    match: { action: deploy, environment: production }
    allow: {}
    grant: { audience: [${Object.values(audiences).join(', ')}], scope: [deploy], lifetime: 15m, uses: 9 }
`;

/** Grants of a running service that is called as in the guide, for each party, as the keys prove them. */
async function grantsOf(): Promise<{ [party in Party]: { header: object; claims: Claims } }> {
  const desk = await aDesk('RS256', 'https://approve.example.com');
  const { ctx } = desk.world;
  const parsed = parsePolicy(policyText, { webhooks: [] });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  ctx.policy = await openPolicyBook(
    ctx.store,
    { text: policyText, policy: parsed.policy },
    ctx.now(),
  );
  const { id, digest } = await desk.ask({
    action: 'deploy',
    environment: 'production',
    resource: 'payments-api',
    change: { commit: 'abcdef0' },
  });
  await desk.start(id);
  const { body } = await desk.call('GET', '/.well-known/jwks.json', { key: null });
  const keys = createLocalJWKSet(
    (typeof body === 'string' ? JSON.parse(body) : body) as JSONWebKeySet,
  );
  const granted = parties.map(async (party) => {
    const audience = audiences[party];
    const answer = await desk.grant(id, { run: 'run-1', digest, audience: [audience] });
    const { token } = answer.body as { token: string };
    expect(token.length).toBeLessThan(20_000);
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      audience,
      currentDate: new Date(ctx.now()),
    });
    return [party, { header: protectedHeader, claims: payload }] as const;
  });
  return Object.fromEntries(await Promise.all(granted)) as Awaited<ReturnType<typeof grantsOf>>;
}

let made: ReturnType<typeof grantsOf> | undefined;
/** Asked for by whichever test comes first. */
const claimsFor = async (party: Party) => (await (made ??= grantsOf()))[party];
const judge = (party: Party, claims: Claims) => relyingParties[party]?.(claims);

type Change = (claims: Claims) => Claims;
const changed =
  (claim: string, value: (before: unknown) => unknown): Change =>
  (claims) => ({ ...claims, [claim]: value(claims[claim]) });
const without =
  (claim: string): Change =>
  (claims) =>
    Object.fromEntries(Object.entries(claims).filter(([name]) => name !== claim));
const details = (more: object): Change =>
  changed('authorization_details', (before) => [{ ...(before as object[])[0], ...more }]);
const flatTags = { principal_tags: { Request: 'req_1' }, transitive_tag_keys: [] };

describe('the guide to those who trust the issuer', () => {
  it.each(parties)('has %s take a grant', async (party) => {
    const { header, claims } = await claimsFor(party);
    expect(header).toMatchObject({ alg: 'RS256', kid: expect.any(String) });
    expect(judge(party, claims)).toEqual([]);
  });

  it.each(parties)('has %s refuse what was granted to another', async (party) => {
    for (const other of parties.filter((one) => one !== party)) {
      expect(judge(party, (await claimsFor(other)).claims)).not.toEqual([]);
    }
  });

  it.each<[Party, string, Change, string[]]>([
    [
      'aws',
      'another subject',
      changed('sub', (sub) => `${String(sub)}-2`),
      ['approve.example.com:sub'],
    ],
    [
      'aws',
      'a list of one audience',
      changed('aud', (aud) => [aud]),
      ['client', 'approve.example.com:aud'],
    ],
    ['aws', 'tags that are no lists', changed(TAGS, () => flatTags), ['tags']],
    [
      'google',
      'no details',
      without('authorization_details'),
      ['condition', 'attribute.environment'],
    ],
    ['google', 'details of another type', details({ type: 'other' }), ['condition']],
    ['google', 'a long subject', changed('sub', () => 'x'.repeat(128)), ['google.subject']],
    [
      'azure',
      'another spelling of the issuer',
      changed('iss', (iss) => `${String(iss)}/`),
      ['issuer'],
    ],
    ['azure', 'no time of issue', without('iat'), ['times']],
    ['kubernetes', 'details of another type', details({ type: 'other' }), ['rules']],
    ['kubernetes', 'no request', details({ request: undefined }), ['approve.example.com/request']],
    [
      'vault',
      'another environment',
      details({ environment: 'lab' }),
      ['/authorization_details/0/environment'],
    ],
    ['vault', 'no id', without('jti'), ['jti']],
  ])('has %s refuse %s', async (party, _, change, why) => {
    expect(judge(party, change((await claimsFor(party)).claims))).toEqual(why);
  });

  it('names whom Google and Kubernetes know by that', async () => {
    const { sub } = (await claimsFor('google')).claims;
    const text = guide('federation.md');
    expect(text).toContain(`/workloadIdentityPools/deployments/subject/${String(sub)}\``);
    expect(text).toContain(`\`countersign:${String(sub)}\``);
  });

  it('lists, with the guide to grants, all that a grant says and nothing else', async () => {
    const { claims } = await claimsFor('aws');
    const [, table = ''] = /^## What it says$(.*?)^## /msu.exec(guide('grants.md')) ?? [];
    const rows = [...table.matchAll(/^\| (`.*?) +\|/gmu)].map(([, row = '']) => row);
    const listed = rows.flatMap((row) => [...row.matchAll(/`([^`]+)`/gu)].map(([, name]) => name));
    expect(new Set(listed)).toEqual(new Set(Object.keys(claims)));
    const { principal_tags } = claims[TAGS] as { principal_tags: object };
    const tags = [...table.matchAll(/`(Countersign\w+)`/gu)].map(([, tag]) => tag);
    expect(tags).toEqual(Object.keys(principal_tags));
  });
});
