import { expect, it } from 'vitest';
import { callerAuthenticator } from '../../../src/authenticate-caller.ts';
import { createAuthenticator } from '../../../src/identity/authenticate.ts';
import { identitiesConfig } from '../../../src/identity/config.ts';
import { fetchJson, now, startIssuer } from './double.ts';

const ada = { id: 'ada', name: 'Ada', github: ['ada'] };
const grace = { id: 'grace', name: 'Grace', github: ['2002'] };

async function calling(requireKnownStarter?: boolean) {
  const issuer = await startIssuer();
  const github = { name: 'ci', issuer: issuer.url, audience: 'https://countersign.test' };
  const config = identitiesConfig.parse({
    issuers: [{ ...github, preset: 'github-actions' }],
    identities: [
      {
        id: 'bot',
        name: 'Bot',
        oidc: [{ issuer: 'ci', claims: { repository_id: '42' } }],
        ...(requireKnownStarter === undefined ? {} : { requireKnownStarter }),
      },
    ],
  });
  const authenticate = createAuthenticator({ ...config, fetchJson, now: () => now });
  const caller = callerAuthenticator(authenticate, { people: [ada, grace] });
  return async (claims: object) => caller(`Bearer ${await issuer.token(claims)}`);
}

it('a run that a stranger started is refused where its starter must be known', async () => {
  const call = await calling(true);
  for (const claims of [
    { actor: 'mallory', actor_id: '666' },
    { actor: 'mallory', actor_id: undefined },
    { actor: undefined, actor_id: undefined },
    // A login has no brackets but those of a bot, at its end.
    { actor: '[bot]mallory', actor_id: '666' },
  ]) {
    await expect(call(claims)).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('under people'),
    });
  }
});

it('a starter is known by login or by id, and stands behind the request', async () => {
  const call = await calling(true);
  expect((await call({ actor: 'Ada' })).behind).toEqual([
    { id: 'ada', name: 'Ada', as: 'starter' },
  ]);
  const renamed = await call({ actor: 'hopper', actor_id: '2002' });
  expect(renamed.behind).toEqual([{ id: 'grace', name: 'Grace', as: 'starter' }]);
});

it('a bot that starts a run is no human to be known', async () => {
  const call = await calling(true);
  const { behind } = await call({ actor: 'dependabot[bot]', actor_id: '49699333' });
  expect(behind).toEqual([]);
});

it('unless it is asked for, a starter may be anybody', async () => {
  for (const call of [await calling(), await calling(false)]) {
    expect(await call({ actor: 'mallory', actor_id: '666' })).toMatchObject({ behind: [] });
  }
});

const faults = (identity: object) =>
  identitiesConfig
    .safeParse({
      issuers: [
        { name: 'buildkite', issuer: 'https://agent.buildkite.com', audience: 'us' },
        { name: 'own', issuer: 'https://ci.example.com', audience: 'us' },
      ],
      identities: [{ id: 'bot', name: 'Bot', requireKnownStarter: true, ...identity }],
    })
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

it('can only be asked of tokens that say who started the run', () => {
  const fault = [expect.stringMatching(/^identities\.0\.requireKnownStarter: Only tokens of/u)];
  expect(faults({ keys: [{ id: 'aaaaaaaaaa', hash: '0'.repeat(64) }] })).toEqual(fault);
  expect(faults({ oidc: [{ issuer: 'buildkite', claims: { pipeline_id: '1' } }] })).toEqual(fault);
  expect(faults({ oidc: [{ issuer: 'own', claims: { sub: 'x' } }] })).toEqual(fault);
});
