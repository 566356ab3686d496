import { array, assert, constantFrom, dictionary, property } from 'fast-check';
import { expect, it } from 'vitest';
import { claimsMatch } from '../../src/identity/claims.ts';
import { identitiesConfig } from '../../src/identity/config.ts';
import { indexIdentities } from '../../src/identity/known.ts';

const issuers = [
  { name: 'ci', issuer: 'https://ci.example.com', audience: 'us', tenantClaims: ['org'] },
];

it('of ten thousand bindings, those that share all but one value are told apart by that one', () => {
  const identities = Array.from({ length: 10_000 }, (_, at) => ({
    id: `bot-${at}`,
    name: 'Bot',
    oidc: [{ issuer: 'ci', claims: { org: 'acme', project: `p-${at}` } }],
  }));
  const known = indexIdentities(identitiesConfig.parse({ issuers, identities }).identities);
  const found = known.bindings('ci', { org: 'acme', project: 'p-7' }, []);
  expect(found.map(({ identity }) => identity.id)).toEqual(['bot-7']);
  expect(known.bindings('ci', { org: 'acme' }, [])).toEqual([]);
  expect(known.bindings('other', { org: 'acme', project: 'p-7' }, [])).toEqual([]);
});

it('whatever is bound and claimed, nothing that fits is missed', () => {
  const value = constantFrom('a', 'b', 'c', 'a*');
  const claims = dictionary(constantFrom('org', 'project', 'ref'), value, { minKeys: 1 });
  assert(
    property(array(claims, { maxLength: 12 }), claims, (bound, token) => {
      const identities = bound.map((claimsOf, at) => ({
        id: `bot-${at}`,
        name: 'Bot',
        keys: [],
        oidc: [{ issuer: 'ci', claims: claimsOf }],
      }));
      const found = indexIdentities(identities)
        .bindings('ci', token, [])
        .filter((binding) => claimsMatch(binding.claims, token))
        .map(({ identity }) => identity.id);
      const fitting = identities
        .filter(({ oidc: [one] }) => one && claimsMatch(one.claims, token))
        .map(({ id }) => id);
      expect(new Set(found)).toEqual(new Set(fitting));
    }),
  );
});
