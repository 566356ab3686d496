import { parsePolicy } from '@countersign/core/policy/parse';
import { openPolicyBook } from '../../src/policy-book.ts';
import type { World } from '../support/world.ts';

/** What a rule for deploys says beside the usual, what its route does, and what is frozen. */
type RuleMore = { route?: object; only?: object; freezes?: object[]; [key: string]: unknown };

/** `other`: the route of the channel where nothing is shown as a rule; `route`: that of the usual one. */
type Where = { groups: { [name: string]: object }; route: object; other: object };
export type Rule = RuleMore | ((other: object, route: object) => RuleMore);

/** Security is asked, and half an hour later the releasers in another channel, too. */
export const escalating: Rule = (route) => ({
  stages: [
    {
      name: 'security',
      quorum: 1,
      groups: ['security'],
      escalate: [{ after: '30m', groups: ['releasers'], route }],
    },
  ],
});

/** From now on requests are judged by one rule: one of the releasers approves deploys. */
export async function useRule(
  { ctx, store }: World,
  { groups, route, other }: Where,
  more: Rule,
): Promise<void> {
  const said = typeof more === 'function' ? more(other, route) : more;
  const isAsking = !('allow' in said || 'refuse' in said);
  const asks = isAsking && { stages: [{ name: 'release', quorum: 1, groups: ['releasers'] }] };
  const { freezes, only: _only, ...ruled } = said;
  const rule = {
    name: 'deploys',
    match: { action: 'deploy' },
    ...asks,
    ...ruled,
    // Nothing but people to write to: the channel is left out.
    ...(isAsking && { route: said.only ?? { ...route, ...said.route } }),
  };
  const text = JSON.stringify({
    version: 1,
    groups,
    ...(freezes ? { freezes } : {}),
    rules: [rule],
  });
  const parsed = parsePolicy(text, { webhooks: [] });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  ctx.policy = await openPolicyBook(store, { text, policy: parsed.policy }, ctx.now());
}
