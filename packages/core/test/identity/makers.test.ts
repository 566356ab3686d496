import { expect, it } from 'vitest';
import {
  definitionDigest,
  differencesOf,
  type IdentityDefinition,
} from '../../src/identity/definition.ts';
import { withMakers } from '../../src/identity/makers.ts';

const binding = (sub: string) => ({ issuer: 'ci', claims: { sub } });
const said = (more: Partial<IdentityDefinition> = {}): IdentityDefinition => ({
  name: 'Bot',
  owner: 'olga',
  keys: [],
  oidc: [binding('a')],
  ...more,
});
const byAda = withMakers(said(), null, 'person:ada');

it('who makes an identity made all of it', () => {
  expect(byAda).toMatchObject({
    oidc: [{ ...binding('a'), by: 'person:ada' }],
    saidBy: { owner: 'person:ada', requireKnownStarter: 'person:ada' },
  });
});

it('what somebody else says again stays theirs who said it first', () => {
  const again = withMakers(said({ name: 'Other' }), byAda, 'person:bo');
  expect(again).toEqual({ ...byAda, name: 'Other' });
});

it('what is said anew is theirs who say it', () => {
  const anew = { owner: 'max', requireKnownStarter: true, oidc: [binding('b'), binding('a')] };
  expect(withMakers(said(anew), byAda, 'operator:op')).toMatchObject({
    oidc: [{ by: 'operator:op' }, { by: 'person:ada' }],
    saidBy: { owner: 'operator:op', requireKnownStarter: 'operator:op' },
  });
});

it('who said it is no difference in what is said', () => {
  expect(differencesOf(said(), byAda)).toEqual([]);
  expect(definitionDigest(byAda)).toBe(definitionDigest(said()));
});
