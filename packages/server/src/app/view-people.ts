import { samePerson } from '@countersign/core/people';
import { isOpen, notToAsk, tallyOf, type RequestState } from '@countersign/core/request/state';
import type { AblePeople } from '@countersign/core/wire/types';
import type { RequestView } from '@countersign/core/wire/request-view';
import type { Context } from './context.ts';
import { whoMayDecide } from './vote-facts.ts';

/** More people than this are counted, not named. */
const MOST_NAMED = 20;

/**
 * The view with the people who may still give what its open stage is missing, at each quorum that they
 * bring nearer: not those who can't, being behind the request or having had their say. By name alone,
 * since the id of somebody whom nobody listed may be their address.
 */
export async function withPeople(
  ctx: Context,
  view: RequestView,
  state: RequestState,
): Promise<RequestView> {
  if (!isOpen(state) || state.held) return view;
  const { quorums } = tallyOf(state, state.stage);
  const people = await Promise.all(
    quorums.map(async ({ groups, helps }) => (helps ? ableIn(ctx, state, groups) : undefined)),
  );
  const stages = view.stages.map((stage, at) =>
    at === state.stage
      ? { ...stage, quorums: stage.quorums.map((one, nth) => ({ ...one, people: people[nth] })) }
      : stage,
  );
  return { ...view, stages };
}

async function ableIn(ctx: Context, state: RequestState, groups: string[]): Promise<AblePeople> {
  const out = notToAsk(state);
  const members = await whoMayDecide(ctx, { state }, groups);
  const able = members.filter((member) => !out.some((other) => samePerson(other, member)));
  const names = able.map(({ name }) => name).toSorted((a, b) => a.localeCompare(b, 'en'));
  return { names: names.slice(0, MOST_NAMED), more: Math.max(0, names.length - MOST_NAMED) };
}
