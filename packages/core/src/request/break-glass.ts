import { said } from '../text/said.ts';
import { samePerson } from '../people.ts';
import type { BreakGlass, Decided, VoteFacts } from './command.ts';
import { earlierStageOf } from './earlier-stage.ts';
import type { RequestEvent } from './event.ts';
import { evolve } from './evolve.ts';
import type { FreezeCheck } from './frozen.ts';
import { membershipIn } from './membership.ts';
import type { Refused } from './refusal.ts';
import { refuse } from './refuse.ts';
import { refuseEmergency } from './refuse-emergency.ts';
import type { RequestState } from './state.ts';

/** As many characters as a form takes. */
const MOST_REASON = 1_000;

/** The groups that have to be looked up before somebody opens the emergency path. */
export function openerGroups({ plan: { breakGlass } }: RequestState): string[] {
  return [...new Set(breakGlass?.openers.flat())];
}

/**
 * One person approves alone, in an emergency. Everything that a vote is checked for holds, and one
 * thing more: nobody behind the request opens it, even where rules let them vote.
 */
export function breakGlass(
  state: RequestState,
  command: BreakGlass,
  facts: VoteFacts,
  { now, frozen }: { now: number; frozen: FreezeCheck },
): Decided | Refused {
  const { person, shown } = command;
  const offered = state.plan.breakGlass;
  const reason = said(command.reason);
  if (!offered) return refuseEmergency.noPath();
  if (now >= state.expiresAt && !state.held) return refuse.expired(state);
  if (shown.digest !== state.digest) return refuse.staleDigest(command.via);
  if (shown.stage !== state.stage) return refuse.staleStage(state, command.via, shown.stage);
  if (facts.channel !== 'ok') return refuse.channel(facts.channel);
  if (facts.standing !== 'ok') return refuse.standing(facts.standing);
  const behind = state.behind.find((one) => samePerson(one, person));
  if (behind) return refuse.ownRequest(state, behind);
  const before = earlierStageOf(state, command);
  if (before) return refuse.earlierVoter(state, before);
  const found = offered.openers.map((groups) => membershipIn(groups, facts.memberships));
  if (found.includes('not_member')) return refuseEmergency.noOpener(state);
  if (found.length === 0 || found.includes('unknown')) return refuse.lookupFailed();
  if (facts.stopped) return refuse.stopped(state, facts.stopped);
  if (reason === '') return refuseEmergency.reasonRequired();
  if (reason.length > MOST_REASON) return refuseEmergency.reasonTooLong(MOST_REASON);
  if (facts.changeShown === 'unreviewed') return refuseEmergency.reviewRequired();
  if (facts.changeShown !== 'whole') return refuse.changeNotShown();

  const groups = openerGroups(state).filter((group) => facts.memberships[group] === 'member');
  const urgent = {
    person,
    groups,
    stage: state.stage,
    digest: shown.digest,
    reason,
    salt: command.salt,
    via: command.via,
    freezes: frozen(now)?.by ?? [],
    at: now,
  };
  const events: RequestEvent[] = [
    { type: 'broke_glass', urgent, reviewBy: now + offered.review.withinMs, at: now },
    { type: 'approved', at: now },
  ];
  return { ok: true, events, state: events.reduce(evolve, state) };
}
