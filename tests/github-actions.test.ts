import { expect, it } from 'vitest';
import { goodClaims, startIssuer } from '../packages/server/test/identity/oidc/double.ts';
import { startLocal } from './support/local.ts';

const submission = { action: 'deploy', resource: 'payments-api', environment: 'production' };

it('a GitHub Actions job asks without any stored secret, and who started it cannot approve it', async () => {
  const issuer = await startIssuer();
  const local = await startLocal({
    configure: (config) => ({
      issuers: [
        {
          name: 'github',
          issuer: issuer.url,
          audience: [goodClaims.aud],
          maxLifetime: 3_600,
          preset: 'github-actions',
          singleUse: false,
        },
      ],
      identities: [
        {
          id: 'payments-deploy',
          name: 'payments deploy',
          owner: 'olga',
          keys: [],
          oidc: [{ issuer: 'github', claims: { repository_id: '42', environment: 'production' } }],
        },
      ],
      people: config.people.map((person) =>
        person.id === 'ada' ? { ...person, github: [goodClaims.actor_id] } : person,
      ),
    }),
  });
  try {
    const seconds = Math.floor(Date.now() / 1_000);
    const fresh = { iat: seconds, nbf: seconds, exp: seconds + 300 };
    const ask = async (claims: object) => {
      const response = await fetch(`${local.server.url}/v1/requests`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await issuer.token({ ...fresh, ...claims })}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(submission),
      });
      return { status: response.status, body: (await response.json()) as { code?: string } };
    };
    expect(await ask({ repository_id: '43' })).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
    expect(await ask({ event_name: 'pull_request' })).toMatchObject({ status: 403 });
    expect((await ask({})).status).toBe(201);

    const card = await local.card('C0RELEASES');
    await local.slack.click({
      user: 'U0ADA',
      channel: 'C0RELEASES',
      ts: card.ts,
      actionId: 'approve',
    });
    await local.slack.until(() => local.slack.ephemerals().length === 1);
    expect(local.slack.ephemerals()[0]?.text).toContain('nobody decides their own request');
    await local.slack.click({
      user: 'U0GRACE',
      channel: 'C0RELEASES',
      ts: card.ts,
      actionId: 'approve',
    });
    await local.slack.until(
      () => local.slack.messages('C0RELEASES')[0]?.text.includes('Approved by Grace') === true,
    );
  } finally {
    await local.close();
  }
});
