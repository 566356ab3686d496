import { parsePolicy } from '@countersign/core/policy/parse';
import { expect, it } from 'vitest';
import { openPolicyBook } from '../../src/policy-book.ts';
import { deployPayments } from '../support/world.ts';
import { submitRequest } from '../../src/app/submit-request.ts';
import { caller } from '../support/world.ts';
import { aDesk, CHANNEL } from '../slack/desk.ts';

const policy = (route: string) => `
version: 1
groups: { releasers: { slack: [S0RELEASE] } }
rules:
  - name: deploys
    route: { slack: [${CHANNEL}]${route} }
    stages: [{ name: release, quorum: 1, groups: [releasers] }]
`;

/** A request that no channel shows. */
async function unposted(route: string, diff = deployPayments.change?.diff ?? '') {
  const desk = await aDesk();
  const text = policy(route);
  const parsed = parsePolicy(text, { webhooks: [] });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  desk.ctx.policy = await openPolicyBook(desk.store, { text, policy: parsed.policy }, 0);
  const channel = desk.double.workspace.channels.get(CHANNEL);
  if (channel !== undefined) channel.is_member = false;
  const { id } = await submitRequest(desk.ctx, caller, { ...deployPayments, change: { diff } });
  await desk.deliverAll();
  await desk.double.event({ type: 'app_home_opened', user: 'U0ADA', tab: 'home' });
  const act = async (
    actionId: string,
    values: Parameters<typeof desk.double.submitView>[0]['values'],
  ) => {
    await desk.double.clickInHome({ user: 'U0ADA', actionId });
    await desk.double.submitView({ user: 'U0ADA', values });
  };
  return {
    status: () => desk.statusOf(id),
    approve: () => act('home.review', { read: { tick: ['read'] } }),
    reject: () => act('home.reject', { reason: { text: 'Not now.' } }),
  };
}

const WITH = ', fallback: [ops]';

it('whoever follows the link can read and approve in the Home tab what fits a card', async () => {
  const { approve, status } = await unposted(WITH);
  await approve();
  expect(await status()).toBe('approved');
});

it('what does not fit can only be rejected there', async () => {
  const { approve, reject, status } = await unposted(WITH, '+x\n'.repeat(5_000));
  await approve();
  expect(await status()).toBe('pending');
  await reject();
  expect(await status()).toBe('rejected');
});

it('without a fallback it is as before: nothing is approved that no card has shown', async () => {
  const { approve, status } = await unposted('');
  await approve();
  expect(await status()).toBe('pending');
});
