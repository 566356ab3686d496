import { expect, it, onTestFinished } from 'vitest';
import { startLocal } from './support/local.ts';

const RELEASES = 'C0RELEASES';
// Put together here, so that scanners of this repository have nothing to find.
const secret = ['ghp', 'wJ4kPq9ZtR2mXv7LsN3bYc8HdF6gKa1QeU5o'].join('_');

/** The last words of a command that failed are where a secret most likely stands. */
it('what a bot reports of its command is rid of secrets before it is kept or shown', async () => {
  const local = await startLocal();
  onTestFinished(() => local.close());
  const call = async (method: string, path: string, body?: object) => {
    const response = await fetch(local.server.url + path, {
      method,
      headers: {
        authorization: `Bearer ${local.key}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return (await response.json()) as { id: string; status: string };
  };
  const asked = { action: 'deploy', resource: 'web', environment: 'production' };
  const { id } = await call('POST', '/v1/requests', asked);
  const card = await local.card(RELEASES);
  await local.slack.click({ user: 'U0ADA', channel: RELEASES, ts: card.ts, actionId: 'approve' });
  const status = async () => (await call('GET', `/v1/requests/${id}`)).status;
  await expect.poll(status).toBe('approved');
  const message = `fatal: could not push with ${secret}`;
  await call('POST', `/v1/requests/${id}/outcome`, { status: 'failed', exitCode: 1, message });
  const seen = () => JSON.stringify(local.slack.messages(RELEASES));
  await expect.poll(seen).toContain('could not push');
  const view = JSON.stringify(await call('GET', `/v1/requests/${id}`));
  expect(view).toContain('could not push');
  expect(seen() + view).not.toContain(secret);
});
