import { describe, expect, it } from 'vitest';
import { loginOf } from '../../src/identity/people/login-claims.ts';
import { loginFinder } from '../../src/identity/people/find-login.ts';
import { ada, aDesk, person } from './desk.ts';
import { aProvider } from './provider.ts';

const TENANT = '0b7f3266-7e06-4dd9-b25d-7969801541f4';
const OTHER = '11111111-7e06-4dd9-b25d-7969801541f4';
const ADA = '7faf8ab2-3d56-4244-b585-20c8a42ed2b8';
const people = [person('ada', 'Ada', { teams: [{ tenant: TENANT, user: ADA }] })];

it('an account in Entra is known by the tenant and object id that Teams knows it by', async () => {
  const accounts = { pairwise: { tid: TENANT, oid: ADA }, guest: { tid: TENANT, oid: OTHER } };
  const provider = await aProvider(accounts, `/${TENANT}/v2.0`);
  const desk = await aDesk(provider, {
    ...ada(provider.issuer, 'viewer'),
    people,
    signIn: { preset: 'entra', scopes: ['openid', 'profile'] },
  });
  const browser = desk.browser();
  expect((await browser.signIn(provider, 'guest')).body.code).toBe('unknown_login');
  expect((await browser.signIn(provider, 'pairwise')).status).toBe(303);
  expect((await browser.get('/v1/session')).body.person.id).toBe('ada');
});

describe('what Entra says of an account', () => {
  const issuer = `https://login.microsoftonline.com/${TENANT}/v2.0`;
  const settings = { issuer, groupsClaim: 'groups' };
  const find = loginFinder(people);

  it('is believed of its own tenant alone', () => {
    const login = loginOf({ iss: issuer, sub: 's', tid: TENANT.toUpperCase(), oid: ADA }, settings);
    expect(find(login)).toEqual({ id: 'ada', name: 'Ada' });
    for (const claims of [{ tid: OTHER, oid: ADA }, { oid: ADA }, { tid: TENANT }, {}]) {
      expect(() => loginOf({ iss: issuer, sub: 's', ...claims }, settings)).toThrow(/tid and oid/u);
    }
  });

  it('is nothing where another provider says it', () => {
    const elsewhere = `https://login.example.com/${TENANT}/v2.0`;
    const told = { iss: elsewhere, sub: 's', tid: TENANT, oid: ADA };
    const login = loginOf(told, { ...settings, issuer: elsewhere });
    expect(login).toEqual({ issuer: elsewhere, subject: 's', groups: [] });
    expect(find(login)).toBeUndefined();
  });

  it('leads to nobody where it would lead to two', () => {
    const both = [...people, person('olga', 'Olga', { logins: [{ issuer, subject: 's' }] })];
    const login = loginOf({ iss: issuer, sub: 's', tid: TENANT, oid: ADA }, settings);
    expect(loginFinder(both)(login)).toBeUndefined();
  });
});
