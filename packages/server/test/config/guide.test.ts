import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { presetOf } from '../../src/identity/presets.ts';
import { load } from './files.ts';

function blocks(guide: string, kind: string): string[] {
  const path = new URL(`../../../../docs/guides/${guide}`, import.meta.url);
  const fences = readFileSync(path, 'utf8').matchAll(/^```([^\n]+)\n(.*?)^```$/gms);
  return [...fences].filter((fence) => fence[1] === kind).map((fence) => fence[2] ?? '');
}

/** A value of the right form for each variable that the guides name. */
const env = {
  STORE_URL: 'postgres://countersign:secret@db.example.com:5432/countersign',
  NIGHTLY_KEY_ID: '0123456789',
  NIGHTLY_KEY_HASH: 'ab'.repeat(32),
  OPERATOR_KEY_ID: '9876543210',
  OPERATOR_KEY_HASH: 'cd'.repeat(32),
  DEPLOYER_KEY_ID: '5432109876',
  DEPLOYER_KEY_HASH: 'ef'.repeat(32),
  DEPLOY_HOOK_SECRET: `whsec_${Buffer.alloc(32, 1).toString('base64')}`,
  SLACK_BOT_TOKEN: 'xoxb-1',
  SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
  SLACK_APP_TOKEN: 'xapp-1',
  SLACK_CLIENT_ID: '1.2',
  SLACK_CLIENT_SECRET: 'secret',
  SLACK_REFRESH_TOKEN: 'xoxe-1',
  OPS_SLACK_URL: 'https://hooks.slack.com/services/T0/B0/x',
  OPS_TEAMS_URL:
    'https://default1.e2.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/1/triggers/manual/paths/invoke?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=x',
  TEAMS_SECRET: 'abc8Q~secret',
  ORDERS_ADMIN_URL: 'postgres://countersign:secret@db.example.com:5432/orders',
  NPM_TOKEN_SEALED: 'eyJh.eyJh.eyJh.eyJh.eyJh',
  SIGN_IN_SECRET: 'a-secret-of-the-client',
};

describe('the configuration guide', async () => {
  const [complete = ''] = blocks('configuration.md', 'yaml');
  const guide = readFileSync(
    new URL('../../../../docs/guides/configuration.md', import.meta.url),
    'utf8',
  );

  it('has a complete file that loads', async () => {
    const config = await load(complete, env);
    expect(config.identities.map(({ id }) => id)).toEqual(['ci-deploy', 'nightly']);
    expect(config.operators).toHaveLength(1);
    expect(config.store).toBe(env.STORE_URL);
  });

  it('leaves out no key: each part of the loaded configuration is in the file and in the table', async () => {
    const config = await load(complete, env);
    const { loadedPolicy: _derived, ...written } = config;
    for (const key of Object.keys(written)) {
      expect(complete).toMatch(new RegExp(`^${key}:`, 'mu'));
      expect(guide).toMatch(new RegExp(`^\\| \`${key}[.[\`]`, 'mu'));
    }
  });
});

it.each(['slack.md', 'teams.md'])('the fallbacks of %s load', async (guide) => {
  const plain = 'policy: ./policy.yaml\npeople: [{ id: ada, name: Ada }]\n';
  const [part = ''] = blocks(guide, 'yaml fallback');
  expect((await load(plain + part, env)).fallbacks).toHaveLength(1);
});

it('the guide to targets has a policy and targets that load together', async () => {
  const plain = 'policy: ./policy.yaml\npeople: [{ id: ada, name: Ada }]\n';
  const [part = ''] = blocks('targets.md', 'yaml targets');
  const [policy = ''] = blocks('targets.md', 'yaml targets-policy');
  const { targets } = await load(plain + part, env, policy);
  expect(targets.map(({ kind }) => kind)).toEqual(['postgres', 'ssh', 'secret']);
});

it('the guide to signing in has a file that loads', async () => {
  const [config = ''] = blocks('sign-in.md', 'yaml sign-in');
  const { signIn, roles } = await load(config, env);
  expect(signIn?.clientSecret).toBe(env.SIGN_IN_SECRET);
  expect(roles.operator).toEqual({ people: ['olga'], groups: [] });
});

describe('the Slack guide', async () => {
  const [policy = ''] = blocks('slack.md', 'yaml policy');
  const [config = ''] = blocks('slack.md', 'yaml config');

  it('has two files that load together', async () => {
    expect((await load(config, env, policy)).slack?.mode).toBe('http');
  });

  it.each(blocks('slack.md', 'yaml slack'))(
    'has another Slack part that loads: %s',
    async (part) => {
      const other = config.replace(/^slack:\n(?: .*\n)+/mu, part);
      expect(other).toContain(part);
      expect((await load(other, env, policy)).slack).toBeDefined();
    },
  );
});

describe('the Teams guide', async () => {
  const [policy = ''] = blocks('teams.md', 'yaml policy');
  const [config = ''] = blocks('teams.md', 'yaml config');

  it('has two files that load together', async () => {
    expect((await load(config, env, policy)).teams).toMatchObject({ secret: env.TEAMS_SECRET });
  });

  it.each(blocks('teams.md', 'yaml teams'))(
    'has another Teams part that loads: %s',
    async (part) => {
      const other = config.replace(/^teams:\n(?: .*\n)+/mu, part);
      expect(other).toContain(part);
      expect((await load(other, env, policy)).teams?.secret).toBeUndefined();
    },
  );
});

it('the bindings of all platforms load, each under its own preset', async () => {
  const [part = ''] = blocks('bots.md', 'yaml platform');
  const { issuers, identities } = await load(
    `policy: ./policy.yaml\npeople: [{ id: ada, name: Ada }]\n${part}`,
    env,
  );
  expect(identities[0]?.oidc).toHaveLength(issuers.length);
  const presets = issuers.map((issuer) => presetOf(issuer));
  expect(new Set(presets).size).toBe(10);
});
