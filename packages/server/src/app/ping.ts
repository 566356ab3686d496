import { samePerson } from '@countersign/core/people';
import { notToAsk, openStage, tallyOf, type RequestState } from '@countersign/core/request/state';
import type { Card } from '../ports/card.ts';
import type { Ping } from '../ports/chat.ts';
import type { StoredRequest } from '../ports/stored-request.ts';
import type { Context } from './context.ts';
import { isForNobody } from './direct.ts';
import { standInsOf } from './stand-ins.ts';

/** The groups from which approvals are missing now, by name. */
export function groupsMissing(state: RequestState): string[] {
  if (state.status !== 'pending' || state.held) return [];
  const { quorums } = tallyOf(state, state.stage);
  const wanting = quorums.filter(({ missing }) => missing > 0);
  return [...new Set(wanting.flatMap(({ groups }) => groups))];
}

/**
 * Who of these groups is mentioned in a message about this card; null for nobody. On each platform
 * one of a request's cards mentions a group, so that nobody is called to it twice.
 */
export async function pingFor(
  ctx: Context,
  card: Card,
  { state, cards }: StoredRequest,
  names: readonly string[],
): Promise<Ping | null> {
  const { plan } = state;
  if (plan.showing?.silent || state.status !== 'pending' || names.length === 0) return null;
  if (card.direct) return null;
  const groups = calledOn(card, { state, cards }, calledInChannels({ state, cards }, names));
  if (groups.length === 0) return null;
  return whoCanAct(ctx, state, groups);
}

/** Who is written to is called by that, and by nothing else unless it failed. */
function calledInChannels(
  { state: { plan, stage }, cards }: Pick<StoredRequest, 'state' | 'cards'>,
  names: readonly string[],
): readonly string[] {
  if (cards.some((card) => isForNobody(card) && card.unavailable !== null)) return names;
  if (plan.direct) return [];
  const steps = plan.stages[stage]?.escalations ?? [];
  const written = new Set(steps.flatMap(({ groups, direct }) => (direct ? groups : [])));
  return names.filter((name) => !written.has(name));
}

/** Whom an escalation adds in a channel of their own may be in no other; all else is called to the first card. */
function calledOn(
  { id, platform }: Card,
  { state: { plan, stage }, cards }: Pick<StoredRequest, 'state' | 'cards'>,
  names: readonly string[],
): string[] {
  const here = cards.filter((card) => card.platform === platform && card.unavailable === null);
  const steps = plan.stages[stage]?.escalations ?? [];
  return names.filter((name) => {
    const routes = steps.filter(({ groups }) => groups.includes(name)).flatMap((one) => one.routes);
    const theirs = here.find((card) =>
      routes.some((route) => route.platform === platform && route.channel === card.channel),
    );
    return (theirs ?? here[0])?.id === id;
  });
}

/** Those of these groups who can give what is missing, and who stands in for any of them. */
async function whoCanAct(
  ctx: Context,
  state: RequestState,
  names: readonly string[],
): Promise<Ping> {
  const { plan } = state;
  const groups = await ctx.policy.groups(plan.policyVersion, [...names]);
  const out = notToAsk(state);
  const mayStandIn = openStage(state).delegation !== false;
  return Promise.all(
    groups.map(async (group) => {
      const members = await ctx.people.members([group]);
      const people = members.filter((one) => !out.some((other) => samePerson(other, one)));
      const others = mayStandIn ? await standInsOf(ctx, people) : [];
      const standIns = others
        .map(({ standIn: { person, account } }) => ({ ...person, accounts: [account] }))
        .filter((one) => !out.some((other) => samePerson(other, one)));
      return { group, people, all: people.length === members.length, standIns };
    }),
  );
}
