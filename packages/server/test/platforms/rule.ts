import { parsePolicy } from '@countersign/core/policy/parse';
import { openPolicyBook } from '../../src/policy-book.ts';
import type { World } from '../support/world.ts';

/** What a rule for deploys says beside the usual, and what its route does. */
export type RuleMore = { route?: object; [key: string]: unknown };

type Where = { groups: { [name: string]: object }; route: object };

/** From now on requests are judged by one rule: one of the releasers approves deploys. */
export async function useRule(
  { ctx, store }: World,
  { groups, route }: Where,
  more: RuleMore,
): Promise<void> {
  const rule = {
    name: 'deploys',
    match: { action: 'deploy' },
    stages: [{ name: 'release', quorum: 1, groups: ['releasers'] }],
    ...more,
    route: { ...route, ...more.route },
  };
  const text = JSON.stringify({ version: 1, groups, rules: [rule] });
  const parsed = parsePolicy(text, { webhooks: [] });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  ctx.policy = await openPolicyBook(store, { text, policy: parsed.policy }, ctx.now());
}
