import { expect, it } from 'vitest';
import { grantClaims } from '../../src/grant/claims.ts';
import { judgeGrant } from '../../src/grant/judge.ts';
import { digest, granting, NOW } from './support.ts';

const asked = {
  digest,
  run: 'a',
  runs: [{ run: 'a', at: NOW }],
  given: null,
  newId: 'grant_1',
  own: [],
  behind: [],
};

function claimsFor(...audience: string[]) {
  const judged = judgeGrant(granting(), asked, NOW);
  if (!judged.ok) throw new Error(judged.refusal.message);
  return grantClaims(judged.grant, 'https://approve.example', audience);
}

it('a grant as a JWT says what RFC 9068, RFC 9396 and AWS want to read', () => {
  expect(claimsFor('aws')).toEqual({
    iss: 'https://approve.example',
    sub: 'grant:deploy:production:payments-api',
    aud: 'aws',
    client_id: 'ci',
    iat: NOW / 1_000,
    exp: NOW / 1_000 + 900,
    jti: 'grant_1',
    scope: 'deploy',
    authorization_details: [
      {
        type: 'countersign_change',
        request: 'req_1',
        digest,
        actions: ['deploy'],
        environment: 'production',
        resource: 'payments-api',
      },
    ],
    'https://aws.amazon.com/tags': {
      principal_tags: {
        CountersignRequest: ['req_1'],
        CountersignDigest: [digest],
        CountersignIdentity: ['ci'],
        CountersignAction: ['deploy'],
        CountersignEnvironment: ['production'],
      },
      transitive_tag_keys: [
        'CountersignRequest',
        'CountersignDigest',
        'CountersignIdentity',
        'CountersignAction',
        'CountersignEnvironment',
      ],
    },
  });
});

it('several audiences are a list', () => {
  expect(claimsFor('aws', 'vault').aud).toEqual(['aws', 'vault']);
});
