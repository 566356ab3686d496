import { describe, expect, it } from 'vitest';
import { faultsOf, load } from './files.ts';

const TENANT = '0b7f3266-7e06-4dd9-b25d-7969801541f4';
const usual = {
  publicUrl: 'https://countersign.example.com',
  issuer: 'https://login.example.com',
  clientId: 'countersign',
  clientSecret: 'a-secret-of-the-client',
};
const ada = { id: 'ada', name: 'Ada' };

function written(signIn: object, more: object = {}): string {
  return JSON.stringify({ policy: './policy.yaml', people: [ada], signIn, ...more });
}
const faults = async (signIn: object, more: object = {}) =>
  (await faultsOf(written({ ...usual, ...signIn }, more))).join('\n');

describe('signIn', () => {
  it('is left out where nobody signs in, and has the usual lives where they are not said', async () => {
    expect((await load(JSON.stringify({ policy: './policy.yaml', people: [ada] }))).signIn).toBe(
      undefined,
    );
    expect((await load(written(usual))).signIn).toMatchObject({
      session: { idle: '30m', absolute: '8h' },
      groupsClaim: 'groups',
    });
  });

  it.each([
    ['publicUrl', 'https://countersign.example.com/'],
    ['publicUrl', 'https://countersign.example.com/app'],
    ['publicUrl', 'http://countersign.example.com'],
    ['publicUrl', 'countersign.example.com'],
    ['issuer', 'http://login.example.com'],
    ['issuer', 'https://login.example.com?x=1'],
    ['clientSecret', ''],
    ['scopes', ['groups']],
    ['session', { idle: '1m' }],
    ['session', { absolute: '8d' }],
    ['attemptsPerMinute', 0],
  ])('is refused with %s: %j', async (key, value) => {
    expect(await faults({ [key]: value })).toContain(`signIn.${key}`);
  });

  it.each(['http://127.0.0.1:4774', 'http://localhost:4774'])(
    'may be at %s, on one’s own machine',
    async (publicUrl) => {
      expect(await faults({ publicUrl })).toBe('');
    },
  );

  it.each(['common', 'organizations', 'consumers'])(
    'is refused with Entra’s %s: strangers could sign in',
    async (tenant) => {
      const issuer = `https://login.microsoftonline.com/${tenant}/v2.0`;
      expect(await faults({ issuer })).toContain('strangers could sign in');
      const own = `https://login.microsoftonline.com/${TENANT}/v2.0`;
      expect(await faults({ issuer: own })).toBe('');
    },
  );
});

describe('logins and roles', () => {
  const { issuer } = usual;
  const login = { issuer, subject: '1' };

  it('name the provider letter by letter', async () => {
    const people = [{ ...ada, logins: [{ issuer: `${issuer}/`, subject: '1' }] }];
    expect(await faults({}, { people })).toContain('letter by letter');
  });

  it.each([
    ['login', { logins: [login] }],
    ['Teams account', { teams: [{ tenant: TENANT, user: TENANT }] }],
  ])('a %s is one person’s', async (_, account) => {
    const people = [
      { ...ada, ...account },
      { id: 'olga', name: 'Olga', ...account },
    ];
    expect(await faults({}, { people })).toContain('listed twice; one human has one entry');
  });

  it('name people whom there are, and roles that there are', async () => {
    expect(await faults({}, { roles: { viewer: { people: ['olga'] } } })).toContain(
      'There is no person "olga" under people.',
    );
    expect(await faults({}, { roles: { root: { people: ['ada'] } } })).toContain('root');
    expect(await faults({}, { roles: { viewer: { people: ['ada'], groups: ['a'] } } })).toBe('');
  });
});
