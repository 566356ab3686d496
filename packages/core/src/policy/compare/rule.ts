import type { Rule } from '../policy.ts';
import { detail } from './change.ts';
import type { Detail, Effect } from './change.ts';
import type { Ground } from './ground.ts';
import { effectOf, ofNumbers } from './lists.ts';
import { compareMatch, compareWhen } from './match.ts';
import { compareRest } from './rest.ts';
import { compareStages, stageWords } from './stage.ts';
import { channelWords, words } from './words.ts';

/** What the rule does to what may be let through, by being there. */
export function effectOfRule({ outcome }: Rule): Effect | undefined {
  if (outcome.kind === 'refuse') return 'stricter';
  // One that asks lets through what nothing else is for, and keeps back what others allow.
  return outcome.kind === 'allow' && outcome.limit === null ? 'looser' : undefined;
}

export function compareRule(before: Rule, after: Rule, ground: Ground): Detail[] {
  const { name: _, match, when, outcome, separation, expiresInMs, ...more } = before;
  const { name: __, match: _match, when: _when, outcome: _outcome, ...others } = after;
  const { separation: _separation, expiresInMs: _expires, ...rest } = others;
  const both = [effectOfRule(before), effectOfRule(after)] as const;
  const reach = both[0] === both[1] ? both[0] : undefined;
  return [
    ...compareOutcome(before, after, ground),
    ...compareMatch(match, after.match, reach),
    ...compareWhen(when, after.when, reach),
    ...compareSeparation(separation, after.separation),
    ...compareExpiry(before, after),
    ...compareRest(more, rest),
  ];
}

function compareOutcome(before: Rule, after: Rule, ground: Ground): Detail[] {
  const [was, is] = [before.outcome, after.outcome];
  if (was.kind === 'ask' && is.kind === 'ask') {
    const { kind: _, stages, routes, ...more } = was;
    const { kind: __, stages: others, routes: channels, ...rest } = is;
    const [shown, showing] = [routes.map(channelWords), channels.map(channelWords)];
    return [
      ...compareStages(stages, others, ground),
      ...(String(shown) === String(showing)
        ? []
        : [detail('route', shown.join(', '), showing.join(', '))]),
      ...compareRest(more, rest),
    ];
  }
  if (was.kind === 'allow' && is.kind === 'allow') return compareLimit(was.limit, is.limit);
  if (was.kind === 'refuse' && is.kind === 'refuse') return compareRest(was, is);
  return [detail('outcome', saying(before), saying(after), kindEffect(before, after, ground))];
}

const ranks = { allow: 0, ask: 1, refuse: 2 } as const;

function kindEffect(before: Rule, after: Rule, ground: Ground): Effect | undefined {
  const [was, is] = [before.outcome, after.outcome];
  const effect = ranks[is.kind] > ranks[was.kind] ? 'stricter' : 'looser';
  if (was.kind === 'refuse' || is.kind === 'refuse') return effect;
  const allow = was.kind === 'allow' ? was : is;
  const isPlain = allow.kind === 'allow' && allow.limit === null;
  return isPlain && ground.nothingIsHeld && ground.stagesAreAlone ? effect : undefined;
}

type Limit = Extract<Rule['outcome'], { kind: 'allow' }>['limit'];

function compareLimit(before: Limit, after: Limit): Detail[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  return [detail('limit', words(before), words(after), limitEffect(before, after))];
}

function limitEffect(before: Limit, after: Limit): Effect | undefined {
  if (before === null) return 'stricter';
  if (after === null) return 'looser';
  if (before.perMs !== after.perMs) return undefined;
  return effectOf(ofNumbers(before.count, after.count), 'looser');
}

function compareSeparation(before: Rule['separation'], after: Rule['separation']): Detail[] {
  const kept = { owner: 'the owner', authors: 'authors', earlierVoters: 'earlier voters' } as const;
  return (['owner', 'authors', 'earlierVoters'] as const).flatMap((flag) => {
    if (before[flag] === after[flag]) return [];
    const say = (on: boolean) => (on ? 'may not decide' : 'may decide');
    const effect = after[flag] ? 'stricter' : 'looser';
    return [detail(kept[flag], say(before[flag]), say(after[flag]), effect)];
  });
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
