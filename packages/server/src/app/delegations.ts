import { sameParty, type Delegation, type Party } from '@countersign/core/delegation/delegation';
import { delegationEntry } from '@countersign/core/delegation/entries';
import { delegationsOf, makeDelegation } from '@countersign/core/delegation/make';
import type { Entry } from '@countersign/core/log/entry';
import type { Account } from '@countersign/core/people';
import { moment } from '@countersign/core/text/moment';
import { wordsToBot } from '@countersign/core/text/words-to-bot';
import type { DelegateInput } from '../ports/chat-use-cases.ts';
import type { Sight } from '../ports/effects.ts';
import type { Context } from './context.ts';
import { noteworthy } from './entries.ts';
import { privateNote } from './lanes.ts';

/**
 * Names a stand-in, ends that, and tells of both: each answers with a sentence for the one who asked,
 * or null for an act that has been heard of before.
 */
export async function delegate(ctx: Context, input: DelegateInput): Promise<string | null> {
  const until = await readUntil(ctx, input.until);
  const { platform } = input.account;
  if (until === null) return howTo(platform);
  if (input.standIn === null) return NOBODY;
  const [principal, standIn, current] = await Promise.all([
    party(ctx, input.account),
    party(ctx, input.standIn),
    ctx.store.delegations.current(ctx.now()),
  ]);
  const [now, sight] = [ctx.now(), sightOf(ctx, input)];
  const made = makeDelegation(
    { id: ctx.newId('sub'), principal: principal.party, standIn: standIn.party, until },
    { principal: principal.standing, standIn: standIn.standing, current },
    now,
  );
  if (!made.ok) {
    const body = { code: made.code, person: principal.party.person.id };
    const isNew = await commit(ctx, noteworthy(ctx, 'delegation.refused', body), sight);
    return isNew ? made.message : null;
  }
  const { delegation } = made;
  const entry = delegationEntry('made', delegation, { id: ctx.newId('ent'), now });
  const there = delegation.standIn.account.platform;
  const [list, whose] = [wordsToBot(there, 'list'), wordsToBot(there, 'delegations')];
  const named = `${delegation.principal.person.name} has named you as their stand-in until ${moment(until)}: you may vote for them wherever policy lets a stand-in. Say “${list}” for what waits, and “${whose}” for whose stand-in you are.`;
  const tell = tellStandIn(ctx, named, now);
  const done = await ctx.store.delegations.make(delegation, entry, sight, tell);
  if (done === 'seen') return null;
  if (done === 'taken') {
    return 'Nobody was named: somebody stands in for you already; undelegate first.';
  }
  return `${delegation.standIn.person.name} stands in for you until ${moment(until)}, wherever policy lets them. Say “${wordsToBot(platform, 'undelegate')}” to end it.`;
}

export async function undelegate(ctx: Context, input: Act): Promise<string | null> {
  const now = ctx.now();
  const [{ party: me }, current] = await Promise.all([
    party(ctx, input.account),
    ctx.store.delegations.current(now),
  ]);
  const mine = current.filter(({ principal }) => sameParty(principal, me));
  const ended = await ctx.store.delegations.end(
    mine,
    (one) => delegationEntry('ended', one, { id: ctx.newId('ent'), now }),
    sightOf(ctx, input),
    tellStandIn(ctx, `${me.person.name} does not have you as their stand-in any more.`, now),
  );
  if (ended === 'seen') return null;
  if (ended.length === 0) return 'Nobody stands in for you.';
  return `${ended.map(({ standIn }) => standIn.person.name).join(' and ')} does not stand in for you any more.`;
}

/** They did nothing to become one, and may be asked from now on. */
function tellStandIn(ctx: Context, text: string, now: number) {
  return ({ standIn: { account } }: Delegation) => {
    const { platform, user } = account;
    return privateNote(ctx, { platform, channel: null, user, thread: null, text }, null, now);
  };
}

/** Who stands in for whom, as far as it is this person's matter. */
export async function listDelegations(ctx: Context, account: Account): Promise<string> {
  const now = ctx.now();
  const [{ party: me }, current] = await Promise.all([
    party(ctx, account),
    ctx.store.delegations.current(now),
  ]);
  const { mine, forOthers } = delegationsOf(me, current, now);
  const lines = [
    ...mine.map(
      ({ standIn, until }) => `${standIn.person.name} stands in for you until ${moment(until)}.`,
    ),
    ...forOthers.map(
      ({ principal, until }) => `You stand in for ${principal.person.name} until ${moment(until)}.`,
    ),
  ];
  return lines.length === 0
    ? 'Nobody stands in for you, and you stand in for nobody.'
    : lines.join('\n');
}

function howTo(platform: Account['platform']): string {
  const words = wordsToBot(platform, 'delegate @person until 2026-12-01');
  return `Say for whom and until when: ${words}, or until 2026-12-01 18:00. A day alone counts to its end.`;
}
const NOBODY =
  'Countersign can not tell who that is. Mention a person, so that their name is chosen from the list.';

async function party(ctx: Context, account: Account) {
  const { person, standing } = await ctx.people.resolve(account);
  const known: Party = { person, account };
  return { party: known, standing };
}

type Act = Pick<DelegateInput, 'account' | 'act'>;

/** Remembered with what it brings about: a replay does nothing twice, and what failed may come again. */
function sightOf(ctx: Context, { account, act }: Act): Sight | undefined {
  return act === undefined
    ? undefined
    : { scope: `${account.platform}.act`, id: act, at: ctx.now() };
}

/** False where the act has been heard of before. */
async function commit(ctx: Context, entry: Entry, sight: Sight | undefined): Promise<boolean> {
  if (sight) return ctx.store.commitOnce(sight, { entries: [entry] });
  await ctx.store.commit({ entries: [entry] });
  return true;
}

/** What clocks show in the policy's zone; null for what is no date. The calendar is loaded for it. */
async function readUntil(ctx: Context, text: string): Promise<number | null> {
  const { readUntil: read } = await import('@countersign/core/policy/calendar/until');
  return read(text, ctx.policy.zone);
}
