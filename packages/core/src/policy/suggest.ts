import { stringify } from 'yaml';
import { formatDuration } from './duration.ts';
import { compileGlob } from './glob.ts';
import { nearestOf } from './nearest.ts';
import type { Policy, Rule } from './policy.ts';
import { slugGlob, resourceGlob } from './shape/match.ts';
import type { Asked, Trace } from './verdict.ts';
import {
  writtenBreakGlass,
  writtenRestraint,
  writtenRoute,
  writtenSeparation,
  writtenStage,
} from './written.ts';

/**
 * A rule that asks for exactly what was asked, as YAML. Route and stages are those of the nearest
 * rule of the document that asks, without conditions, for the author to check. Undefined for names
 * that no glob matches alone, such as one with a star: whoever asks must not get a wide rule
 * suggested.
 */
export function suggestRule(policy: Policy, asked: Asked, trace: Trace): string | undefined {
  const model = modelOf(policy, trace);
  if (model?.outcome.kind !== 'ask' || !isNameable(asked)) return undefined;
  const { separation, expiresInMs, outcome } = model;
  const suggested = {
    name: freeName(policy, `${asked.action} in ${asked.environment}`),
    match: {
      identity: asked.identity,
      action: asked.action,
      environment: asked.environment,
      resource: asked.resource,
    },
    route: {
      ...writtenRoute(outcome),
      ...(outcome.showing?.inPrivate && { private: true }),
      ...(outcome.fallbacks.length > 0 && { fallback: outcome.fallbacks }),
    },
    stages: outcome.stages.map(writtenStage),
    ...(outcome.showing?.sensitivity && { sensitivity: outcome.showing.sensitivity }),
    ...(outcome.showing?.silent && { ping: false }),
    ...writtenSeparation(separation),
    ...(outcome.breakGlass && { break_glass: writtenBreakGlass(outcome.breakGlass) }),
    expires: formatDuration(expiresInMs),
    ...(outcome.holdUntil !== undefined && { hold_until: outcome.holdUntil }),
    ...writtenRestraint(outcome.restraint),
  };
  return stringify([suggested], { aliasDuplicateObjects: false });
}

/** Groups of an included file are not the document's to use. */
function modelOf(policy: Policy, trace: Trace): Rule | undefined {
  const own = trace.rules.filter(({ file, asks }) => file === null && asks === 'ask');
  const name = nearestOf(own)[0]?.rule;
  return policy.rules.find((rule) => rule.name === name);
}

function isNameable({ identity, action, environment, resource }: Asked): boolean {
  return (
    [identity, action, environment, resource].every(isExact) &&
    [action, environment].every((slug) => slug.length <= 64 && slugGlob(slug) === undefined) &&
    resourceGlob(resource) === undefined
  );
}

function isExact(value: string): boolean {
  const glob = compileGlob(value);
  return glob.ok && glob.exact;
}

function freeName(policy: Policy, wanted: string): string {
  const taken = new Set(policy.rules.map(({ name }) => name));
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted} (${count})`;
  return name;
}
