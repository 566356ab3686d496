import { expect, it } from 'vitest';
import { faultsOf as faults, load as loadWith, policy } from '../config/files.ts';
import { APP, CHANNEL, OLGA, TENANT } from './desk.ts';

// A route needs its platform.
const onTeams = policy.replace('slack: [C0RELEASES]', `teams: ['${CHANNEL}']`);
const load = (config: string, env = {}) => loadWith(config, env, onTeams);
const faultsOf = (config: string, env = {}) => faults(config, env, onTeams);

const start = 'policy: ./policy.yaml\npeople: [{ id: ada, name: Ada }]\n';
const section = (more: string) =>
  `${start}teams: { appId: ${APP}, tenants: [${TENANT}], ${more} }\n`;

it('a secret comes from the environment', async () => {
  const { teams } = await load(section("secret: '${TEAMS_SECRET}'"), {
    TEAMS_SECRET: 'abc8Q~secret',
  });
  expect(teams).toMatchObject({
    appId: APP,
    tenants: [TENANT],
    secret: 'abc8Q~secret',
    cloud: 'public',
  });
});

it.each(['gcc', 'gcchigh', 'dod', 'china'])('there is a cloud %s', async (cloud) => {
  expect((await load(section(`managedIdentity: true, cloud: ${cloud}`))).teams?.cloud).toBe(cloud);
});

it('all that is wrong is told at once', async () => {
  const faults = await faultsOf(
    `${start}teams: { appId: me, tenants: [], cloud: moon, secret: abc8Q~secret }\n`,
  );
  expect(faults.map((fault) => / (teams\S*):/u.exec(fault)?.[1])).toEqual([
    'teams.appId',
    'teams.tenants',
    'teams.cloud',
  ]);
});

it.each(['cloud: public', "secret: 'abc8Q~secret', managedIdentity: true"])(
  'the app proves itself in one way, and not in none or two (%s)',
  async (more) => {
    expect((await faultsOf(section(more))).join()).toContain(
      'needs one of secret, certificate and managedIdentity',
    );
  },
);

/** There is no way to switch the guard off, so that none can be left on. */
it.each([
  'auth: false',
  'skipAuth: true',
  'verify: false',
  'development: true',
  'allowUnauthenticated: true',
])('nothing turns the proof of Teams off: %s', async (more) => {
  expect((await faultsOf(section(`secret: abc8Q~secret, ${more}`))).join()).toContain(
    'There is no key',
  );
});

it.each(['login', 'openId', 'graph', 'service', 'web'])(
  '%s may be another address by https, or on this machine',
  async (name) => {
    const at = async (url: string) =>
      await faultsOf(section(`secret: abc8Q~secret, endpoints: { ${name}: '${url}' }`));
    expect(await at('https://login.example.com')).toEqual([]);
    expect(await at('http://127.0.0.1:9000/x')).toEqual([]);
    for (const url of [
      'http://10.0.0.1/',
      'http://login.example.com/',
      'http://127.0.0.1.evil.example/',
    ]) {
      expect((await at(url)).join()).toContain('must be https, or of this machine');
    }
  },
);

const config = (olga: string) => `policy: ./policy.yaml
people: [{ id: ada, name: Ada }, ${olga}]
identities: [{ id: ci, name: CI, owner: olga }]
teams: { appId: ${APP}, tenants: [${TENANT}], managedIdentity: true }
`;

it('who stands behind a bot is named by an Entra account, not by an address alone', async () => {
  expect(
    (await faultsOf(config('{ id: olga, name: Olga, email: olga@example.com }'))).join(),
  ).toContain('people[1].teams: olga stands behind bots');
  const listed = `{ id: olga, name: Olga, teams: [{ tenant: ${TENANT}, user: ${OLGA} }] }`;
  expect(await faultsOf(config(listed))).toEqual([]);
});
