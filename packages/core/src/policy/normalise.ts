import { needs } from './needs.ts';
import { showingOf } from './combine-showing.ts';
import type { Compiled, Condition } from './conditions/condition.ts';
import type { ConditionFacts } from './conditions/facts.ts';
import { parseDuration } from './duration.ts';
import type { Calendar, Languages } from './languages.ts';
import { compileMatch } from './match.ts';
import type { Freeze, Outcome, Policy, Rule } from './policy.ts';
import type { Bindings, BindingTrigger, Group, Separation } from './plan.ts';
import { toGrant } from './normal-grant.ts';
import { toLimit, toRestraint } from './normal-restraint.ts';
import { toBreakGlass, toDirect, toRoutes, toStage } from './normal-stage.ts';
import type { Document, Included } from './shape/document.ts';
import { versionOf } from './version.ts';
import { DEFAULT_ZONE, writtenWindow } from './written-window.ts';

export const DEFAULT_EXPIRES = '1h';
const triggers: BindingTrigger[] = ['approved', 'rejected', 'expired', 'withdrawn'];

type Compile = (source: string) => Compiled;
export type IncludedFile = { file: string; resources: string[]; written: Included };

/** Spells a document in one way, so that its version depends on what it says alone. */
export function normalise(
  document: Document,
  included: readonly IncludedFile[],
  languages: Languages & { compile: Compile },
): Policy {
  const { calendar, compile, conditions } = languages;
  const zone = document.zone ?? DEFAULT_ZONE;
  const parts = [{ file: null, written: document }, ...included];
  const policy = {
    zone,
    groups: parts
      .flatMap(({ written }) => toGroups(written.groups ?? {}))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    freezes: (document.freezes ?? []).map((freeze) => toFreeze(freeze, zone, calendar)),
    rules: parts.flatMap(({ file, written }) =>
      written.rules.map((rule) => toRule(rule, file, compile)),
    ),
  };
  const needed = needs(policy);
  const prepareFacts = (facts: ConditionFacts) => conditions.prepareFacts(facts, needed);
  const nextTime = (text: string, after: number) => {
    const next = calendar.nextTimeOfDay(text, zone, after);
    if (next === undefined) throw new Error(`The time ${text} was not checked.`);
    return next;
  };
  return { version: versionOf(policy, included), prepareFacts, nextTime, ...policy };
}

export function toGroups(groups: Document['groups']): Group[] {
  return Object.entries(groups).map(([name, { people = [], slack = [], entra = [] }]) => ({
    name,
    people,
    slackUserGroups: slack,
    ...(entra.length === 0 ? {} : { entraGroups: entra }),
  }));
}

function toFreeze(
  written: NonNullable<Document['freezes']>[number],
  zone: string,
  calendar: Calendar,
): Freeze {
  const { name, match = {}, during = 'refuse' } = written;
  const when = writtenWindow(written, zone);
  const compiled = calendar.compileWindow(name, when);
  if (!compiled.ok) throw new Error(`The freeze ${name} was not checked.`);
  const window = { name, ...when };
  return {
    window,
    spanAt: (at) => calendar.windowAt(compiled.window, at),
    nextSpan: (at) => calendar.nextWindow(compiled.window, at),
    match: compileMatch(match),
    during,
  };
}

type WrittenRule = Document['rules'][number];

function toRule(rule: WrittenRule, file: string | null, compile: Compile): Rule {
  const condition = (source: string | undefined) => conditionOf(source, compile);
  return {
    name: rule.name,
    file,
    match: compileMatch(rule.match ?? {}),
    when: condition(rule.when),
    outcome: toOutcome(rule, condition),
    separation: toSeparation(rule.separation),
    expiresInMs: parseDuration(rule.expires ?? DEFAULT_EXPIRES) ?? 0,
    ...(rule.grant && { grant: toGrant(rule.grant) }),
    bindings: toBindings(rule.bindings ?? {}),
  };
}

function toOutcome(
  rule: WrittenRule,
  condition: (source: string | undefined) => Condition | null,
): Outcome {
  const { allow, refuse, route = {}, stages = [], break_glass: breakGlass } = rule;
  if (refuse !== undefined) return { kind: 'refuse', reason: refuse };
  if (allow !== undefined) {
    return { kind: 'allow', limit: allow.limit ? toLimit(allow.limit) : null };
  }
  return {
    kind: 'ask',
    routes: toRoutes(route),
    ...toDirect(route),
    fallbacks: route.fallback ?? [],
    ...showingOf({
      inPrivate: route.private ?? false,
      restricted: rule.sensitivity === 'restricted',
      silent: rule.ping === false,
    }),
    ...(breakGlass && { breakGlass: toBreakGlass(breakGlass) }),
    stages: stages.map((stage) => ({ ...toStage(stage), when: condition(stage.when) })),
    restraint: toRestraint(rule),
    ...(rule.hold_until !== undefined && { holdUntil: rule.hold_until }),
  };
}

function conditionOf(source: string | undefined, compile: Compile): Condition | null {
  if (source === undefined) return null;
  const compiled = compile(source);
  if (!compiled.ok) throw new Error('A condition was not checked.');
  return compiled.condition;
}

function toSeparation(written: WrittenRule['separation'] = {}): Separation {
  const { owner = true, authors = true, earlier_voters: earlierVoters = false } = written;
  return { owner, authors, earlierVoters };
}

function toBindings(written: NonNullable<WrittenRule['bindings']>): Bindings {
  const bindings: Bindings = {};
  for (const trigger of triggers) {
    const hooks = written[trigger];
    if (hooks === undefined || hooks.length === 0) continue;
    bindings[trigger] = hooks.map(({ webhook }) => ({ connector: 'webhook', name: webhook }));
  }
  return bindings;
}
