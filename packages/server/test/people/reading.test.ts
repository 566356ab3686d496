import { parsePolicy } from '@countersign/core/policy/parse';
import { requestView } from '@countersign/core/wire/request-view';
import { describe, expect, it } from 'vitest';
import { openPolicyBook } from '../../src/policy-book.ts';
import { deployPayments } from '../support/world.ts';
import { ada, aDesk } from './desk.ts';
import { aForger } from './forger.ts';

const text = `
version: 1
groups: { releasers: { slack: [S0RELEASE] } }
rules:
  - name: deploys
    match: { action: deploy }
    route: { slack: [C0RELEASES] }
    stages: [{ name: release, quorum: 1, groups: [releasers] }]
    sensitivity: restricted
`;

async function aDeskWithRequest() {
  const provider = await aForger();
  const desk = await aDesk(provider, ada(provider.issuer, 'viewer', 'auditor', 'operator'));
  const ask = async (more: object = {}) => {
    const body = { ...deployPayments, reason: 'hotfix for the outage', ...more };
    return (await desk.api.call('POST', '/v1/requests', { body })).body;
  };
  const browser = desk.browser();
  await browser.signIn(provider, null);
  return { desk, ask, browser };
}

describe('a person who has signed in', () => {
  it('lists and reads the requests of all identities', async () => {
    const { ask, browser } = await aDeskWithRequest();
    const { id } = await ask();
    const { body } = await browser.get('/v1/requests?status=pending');
    expect(body.items.map((item: { id: string }) => item.id)).toEqual([id]);
    const shown = requestView.parse((await browser.get(`/v1/requests/${id}`)).body);
    expect(shown).toMatchObject({
      id,
      reason: 'hotfix for the outage',
      change: { commit: 'abcdef0' },
    });
    expect((await browser.get('/v1/requests/req_none')).status).toBe(404);
  });

  it('is not shown what is restricted: that is shown to one who may decide, and logged', async () => {
    const { desk, ask, browser } = await aDeskWithRequest();
    const parsed = parsePolicy(text, { webhooks: [] });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
    const { ctx, store } = desk.world;
    ctx.policy = await openPolicyBook(store, { text, policy: parsed.policy }, ctx.now());
    const { id } = await ask({
      parameters: { secretly: 'yes' },
      tickets: [{ key: 'OPS-1', title: 'the outage' }],
    });
    for (const path of [`/v1/requests/${id}`, '/v1/requests', '/v1/operator/requests']) {
      const { status, body } = await browser.get(path);
      const said = JSON.stringify(body);
      expect([status, said.includes(id)]).toEqual([200, true]);
      expect(said).not.toMatch(/hotfix|abcdef0|secretly|the outage/u);
      // Otherwise it would look like a request without a change.
      expect(said).toContain('"withheld":true');
    }
  });

  it('proves a decision of any request offline, as an auditor', async () => {
    const { desk, ask, browser } = await aDeskWithRequest();
    const { id } = await ask();
    expect((await browser.get(`/v1/requests/${id}/evidence`)).body.code).toBe('not_decided');
    await desk.api.call('POST', `/v1/requests/${id}/withdraw`);
    await desk.api.seal();
    expect((await browser.get(`/v1/requests/${id}/evidence`)).status).toBe(200);
    expect((await browser.get('/log/checkpoint')).status).toBe(200);
  });

  it('is in the log by who they are where they retry what was given up', async () => {
    const { browser } = await aDeskWithRequest();
    const path = '/v1/operator/deliveries/dlv_none/retry';
    expect(await browser.change('POST', path)).toMatchObject({ status: 404 });
  });
});
