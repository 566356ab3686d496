import { describe, expect, it } from 'vitest';
import { createIssuerKeys } from '../../../src/identity/issuers.ts';
import { signedBytes } from '../../../src/identity/signature.ts';
import { goodClaims, now, startIssuer, trusting, type IssuerDouble } from '../oidc/double.ts';
import { families } from './classes.ts';
import { jwe } from './jwe.ts';
import type { Vector } from './vectors.ts';

const issuer = {
  name: 'ci',
  issuer: 'https://ci.example.com',
  jwksUri: 'https://ci.example.com/jwks',
  audience: ['us'],
  maxLifetime: 3_600,
  singleUse: false,
};

const holds = ({ token, keys }: Vector) =>
  signedBytes(
    token,
    createIssuerKeys(
      issuer,
      async () => ({ keys }),
      () => now,
    ),
  ).then(
    () => true,
    () => false,
  );

/** What the whole proof answers, and whether the signature alone holds. */
async function judged(vector: Vector, double: IssuerDouble) {
  double.answers.set('/jwks', { keys: vector.keys });
  const answer = await trusting(double)(vector.token);
  const verdict = answer.ok
    ? answer.identity.id
    : { code: answer.code, says: told(answer.message, vector) };
  return { about: vector.about, verdict, holds: await holds(vector) };
}

/** The part of a sentence that is expected, or all of it where that is not in it. */
function told(message: string, { verdict }: Vector): string {
  return verdict !== 'proves' && message.includes(verdict.says) ? verdict.says : message;
}

function expected({ about, verdict }: Vector) {
  if (verdict === 'proves') return { about, verdict: 'deploy-bot', holds: true };
  const { code, says, signature } = verdict;
  return { about, verdict: { code, says }, holds: signature === 'holds' };
}

describe.each(Object.entries({ ...families, 'encrypted tokens': jwe }))('%s', (_, classes) => {
  it.each(Object.entries(classes))('%s', async (_, { vectors }) => {
    const double = await startIssuer();
    const made = await vectors(JSON.stringify({ iss: double.url, ...goodClaims }));
    const seen = [];
    for (const vector of made) seen.push(await judged(vector, double));
    expect(seen).toEqual(made.map(expected));
    const apart = new Set(made.map(({ token, keys }) => JSON.stringify([token, keys])));
    expect([made.length > 0, apart.size]).toEqual([true, made.length]);
  });
});
