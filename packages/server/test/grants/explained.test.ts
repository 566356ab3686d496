import { parsePolicy } from '@countersign/core/policy/parse';
import { beforeAll, describe, expect, it } from 'vitest';
import { explainPolicy } from '../../src/app/explain-policy.ts';
import { openPolicyBook } from '../../src/policy-book.ts';
import { grantIn } from '../credentials/scene.ts';
import { aWorld, caller, type World } from '../support/world.ts';

const grant = 'grant: { audience: [aws, vault], scope: [write], targets: [orders-db, web-hosts] }';
const text = `
version: 1
groups: { dbas: { slack: [S0DBA] } }
rules:
  - name: migrations
    match: { action: migrate }
    route: { slack: [C0RELEASES] }
    stages: [{ name: review, quorum: 1, groups: [dbas] }]
    ${grant}
  - name: copies
    match: { action: copy }
    allow: {}
    ${grant}
  - name: strangers
    match: { action: copy, environment: lab }
    allow: {}
    grant: { audience: [gcp] }
  - name: plain
    match: { action: read }
    allow: {}
`;

describe('who looks up what would happen is told what an approval gives', () => {
  let world: World;
  beforeAll(async () => {
    world = await aWorld();
    await grantIn(world);
    const parsed = parsePolicy(text, { webhooks: [], targets: ['orders-db', 'web-hosts'] });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
    const written = { text, policy: parsed.policy };
    world.ctx.policy = await openPolicyBook(world.store, written, world.ctx.now());
  });
  const explained = (action: string, environment = 'production') =>
    explainPolicy(world.ctx, caller, {
      submission: { action, resource: 'db/orders', environment },
    });

  // The configuration has web-hosts for other resources.
  const given = { audience: ['aws', 'vault'], scope: ['write'], targets: ['orders-db'] };

  it('be people asked or not, without the systems that are not for this resource', async () => {
    expect(await explained('migrate')).toMatchObject({ outcome: 'ask', grant: given });
    expect(await explained('copy')).toMatchObject({ outcome: 'allow', grant: given });
  });

  it('and of no grant where there is none', async () => {
    expect(await explained('read')).toMatchObject({ outcome: 'allow' });
    expect(await explained('read')).not.toHaveProperty('grant');
    expect(await explained('copy', 'lab')).not.toHaveProperty('grant');
    expect(await explained('drop')).not.toHaveProperty('grant');
  });
});
