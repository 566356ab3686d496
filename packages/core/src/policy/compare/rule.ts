import type { BreakGlass, Route } from '../plan.ts';
import type { Rule } from '../policy.ts';
import { detail } from './change.ts';
import type { Detail, Effect } from './change.ts';
import type { Ground } from './ground.ts';
import { effectOf, ofNumbers } from './lists.ts';
import { compareMatch, compareWhen } from './match.ts';
import { compareRest } from './rest.ts';
import { compareLimit, compareRestraint } from './restraint.ts';
import { compareStages, stageWords } from './stage.ts';
import { channelWords, words } from './words.ts';

/** What the rule does to what may be let through, by being there. */
export function effectOfRule({ outcome }: Rule): Effect | undefined {
  if (outcome.kind === 'refuse') return 'stricter';
  // One that asks lets through what nothing else is for, and keeps back what others allow.
  return outcome.kind === 'allow' && outcome.limit === null ? 'looser' : undefined;
}

export function compareRule(before: Rule, after: Rule, ground: Ground): Detail[] {
  const both = [effectOfRule(before), effectOfRule(after)] as const;
  const reach = both[0] === both[1] ? both[0] : undefined;
  return [
    ...compareOutcome(before, after, ground),
    ...compareMatch(before.match, after.match, reach),
    ...compareWhen(before.when, after.when, reach),
    ...compareSeparation(before.separation, after.separation),
    ...compareExpiry(before, after),
    ...compareRest(before, after, [
      'name',
      'outcome',
      'match',
      'when',
      'separation',
      'expiresInMs',
    ]),
  ];
}

function compareOutcome(before: Rule, after: Rule, ground: Ground): Detail[] {
  const [was, is] = [before.outcome, after.outcome];
  if (was.kind === 'ask' && is.kind === 'ask') {
    return [
      ...compareStages(was.stages, is.stages, ground),
      ...compareRoutes(was.routes, is.routes),
      ...compareRestraint(was.restraint, is.restraint),
      ...compareBreakGlass(was.breakGlass, is.breakGlass),
      ...compareRest(was, is, ['stages', 'routes', 'restraint', 'breakGlass']),
    ];
  }
  if (was.kind === 'allow' && is.kind === 'allow') {
    return compareLimit(was.limit ?? undefined, is.limit ?? undefined);
  }
  if (was.kind === 'refuse' && is.kind === 'refuse') return compareRest(was, is, []);
  return [detail('outcome', saying(before), saying(after), kindEffect(before, after, ground))];
}

function compareRoutes(before: readonly Route[], after: readonly Route[]): Detail[] {
  const [was, is] = [before, after].map((routes) => routes.map(channelWords).join(', '));
  return was === is ? [] : [detail('route', was, is)];
}

/** A way past the stages, or none any more; another way may be either. */
function compareBreakGlass(before: BreakGlass | undefined, after: BreakGlass | undefined) {
  const [was, is] = [words(before), words(after)];
  if (was === is) return [];
  if (was === undefined) return [detail('break glass', was, is, 'looser')];
  return [detail('break glass', was, is, is === undefined ? 'stricter' : undefined)];
}

const ranks = { allow: 0, ask: 1, refuse: 2 } as const;

function kindEffect(before: Rule, after: Rule, ground: Ground): Effect | undefined {
  const [was, is] = [before.outcome, after.outcome];
  const effect = ranks[is.kind] > ranks[was.kind] ? 'stricter' : 'looser';
  if (was.kind === 'refuse' || is.kind === 'refuse') return effect;
  const allow = was.kind === 'allow' ? was : is;
  if (allow.kind !== 'allow' || allow.limit !== null) return undefined;
  const { nothingIsHeld, nothingIsLimited, stagesAreAlone } = ground;
  return nothingIsHeld && nothingIsLimited && stagesAreAlone ? effect : undefined;
}

const kept = {
  owner: 'the owner',
  authors: 'authors of the change',
  earlierVoters: 'who voted in an earlier stage',
} as const;

function compareSeparation(before: Rule['separation'], after: Rule['separation']): Detail[] {
  return (['owner', 'authors', 'earlierVoters'] as const).flatMap((flag) => {
    const [was, is] = [before[flag], after[flag]];
    if (was === is) return [];
    return [detail(kept[flag], mayDecide(was), mayDecide(is), is ? 'stricter' : 'looser')];
  });
}

function mayDecide(isKept: boolean): string {
  return isKept ? 'may not decide' : 'may decide';
}

function compareExpiry(before: Rule, after: Rule): Detail[] {
  const [was, is] = [before.expiresInMs, after.expiresInMs];
  if (was === is) return [];
  const texts = [words(was, 'Ms'), words(is, 'Ms')];
  const bothAsk = before.outcome.kind === 'ask' && after.outcome.kind === 'ask';
  const effect = bothAsk ? effectOf(ofNumbers(was, is), 'looser') : undefined;
  return [detail('expires', texts[0], texts[1], effect)];
}

/** What a rule says, on one line. */
export function saying({ outcome }: Rule): string {
  if (outcome.kind === 'refuse') return `refuses: ${outcome.reason}`;
  if (outcome.kind === 'ask') return `asks ${outcome.stages.map(stageWords).join('; ')}`;
  return outcome.limit ? `allows, ${words(outcome.limit) ?? ''}` : 'allows';
}
