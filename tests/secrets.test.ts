import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { changeDigest } from '@countersign/core/change';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startLocal, type Local } from './support/local.ts';

let local: Local;
beforeEach(async () => {
  local = await startLocal();
});
afterEach(() => local.close());

const secret = 'Tr0ub4dor-and-3-more';
const submission = {
  action: 'deploy',
  resource: 'payments-api',
  environment: 'production',
  reason: `password = "${secret}"`,
  parameters: { dbPassword: secret },
  change: {
    diff: `--- a/app.conf\n+++ b/app.conf\n@@ -1 +1 @@\n-password = "changeme-changeme"\n+password = "${secret}"\n`,
    command: ['./deploy.sh', '--password', secret],
  },
};

describe('a secret in what a bot sends', () => {
  it('reaches neither the store nor a chat nor the API, and the digest is still that of what was sent', async () => {
    const response = await fetch(`${local.server.url}/v1/requests`, {
      method: 'POST',
      headers: { authorization: `Bearer ${local.key}`, 'content-type': 'application/json' },
      body: JSON.stringify(submission),
    });
    const text = await response.text();
    expect(response.status).toBe(201);
    const card = await local.card('C0RELEASES');
    await local.slack.click({
      user: 'U0MAX',
      channel: 'C0RELEASES',
      ts: card.ts,
      actionId: 'reject',
    });
    const toldMax = () => JSON.stringify(local.slack.views('U0MAX'));
    await local.slack.until(() => toldMax().includes('Nothing was decided'));

    expect(JSON.stringify(card.blocks)).toContain('secrets hidden by Countersign');
    expect(JSON.stringify(card.blocks)).not.toContain('"action_id":"approve"');
    expect(JSON.parse(text).digest).toBe(changeDigest(submission));
    await local.cardInTeams('19:releases@thread.tacv2');
    const calls = [local.slack.calls(), local.teams.calls()];
    const seen = [text, JSON.stringify(calls), JSON.stringify(card.blocks), toldMax()];
    const stored = globSync('*', { cwd: local.data }).map((name) =>
      readFileSync(join(local.data, name), 'latin1'),
    );
    expect(stored.join()).toContain('payments-api');
    for (const place of [...seen, ...stored]) expect(place).not.toContain(secret);
  });
});
