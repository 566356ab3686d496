import { parsePolicy } from '@countersign/core/policy/parse';
import type { Submission } from '@countersign/core/wire/submission';
import { submitRequest } from '../../src/app/submit-request.ts';
import { openPolicyBook } from '../../src/policy-book.ts';
import type { Account } from '@countersign/core/people';
import { aWorld, caller, deployPayments, type World } from '../support/world.ts';

export const account = (user: string): Account => ({ platform: 'slack', team: 'T1', user });

const policy = (stage: string) => `
version: 1
groups:
  releasers: { slack: [S0RELEASE] }
  security: { slack: [S0SEC] }
rules:
  - name: deploys
    match: { action: [deploy, restart] }
    route: { slack: [C0RELEASES] }
    burst: { within: 10m }
    stages: [{ name: release, quorum: 1, groups: [releasers]${stage} }]
    expires: 1h
`;

/** A world whose rule for deploys shows bursts as lists; Ada and Grace are releasers. */
export async function aBurstyWorld(stage = '') {
  const world = await aWorld();
  await ruledBy(world, policy(stage));
  world.human('U1', ['releasers'], { name: 'Ada' });
  world.human('U2', ['releasers'], { name: 'Grace' });
  const { ctx, store } = world;
  const ask = async (resource: string, more: Partial<Submission> = {}) =>
    (await submitRequest(ctx, caller, small(resource, more))).id;
  const found = async (id: string) => {
    const request = await store.requests.get(id);
    if (!request) throw new Error(`There is no ${id}.`);
    return request;
  };
  const cardOf = async (id: string) => {
    const [card] = (await found(id)).cards;
    if (!card) throw new Error(`${id} has no card.`);
    return card;
  };
  return {
    ...world,
    ask,
    cardOf,
    stateOf: async (id: string) => (await found(id)).state,
    /** Asked in turn, and shown. */
    async asked(...resources: string[]) {
      const ids: string[] = [];
      for (const resource of resources) ids.push(await ask(resource));
      await world.deliverAll();
      return ids;
    },
    /** What each message says now: its requests, in order. */
    shown: () => {
      const latest = new Map(world.chat.posts.map(({ message, card }) => [message, card]));
      for (const { message, card } of world.chat.updates) latest.set(message, card);
      return [...latest.values()].map((card) =>
        [card, ...(card.others ?? [])].map(({ state }) => state.resource),
      );
    },
  };
}

const small = (resource: string, more: Partial<Submission> = {}): Submission => ({
  ...deployPayments,
  change: { commit: 'abcdef0', summary: `Deploy ${resource}` },
  resource,
  ...more,
});

async function ruledBy({ ctx, store }: World, text: string): Promise<void> {
  const parsed = parsePolicy(text, { webhooks: [] });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  ctx.policy = await openPolicyBook(store, { text, policy: parsed.policy }, ctx.now());
}
