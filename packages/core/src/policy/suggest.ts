import { stringify } from 'yaml';
import { formatDuration } from './duration.ts';
import { compileGlob } from './glob.ts';
import { slugGlob, resourceGlob } from './leaf.ts';
import type { Policy } from './policy.ts';
import type { Asked } from './verdict.ts';

/**
 * A rule that matches exactly what was asked, as YAML. Route and stages are those of `model`, for
 * the author to check. Undefined for names that no glob matches alone, such as one with a star:
 * whoever asks must not get a wide rule suggested.
 */
export function suggestRule(
  policy: Policy,
  asked: Asked,
  model: string | undefined,
): string | undefined {
  const rule = policy.rules.find(({ name }) => name === model);
  if (rule === undefined || !isNameable(asked)) return undefined;
  const suggested = {
    name: freeName(policy, `${asked.action} in ${asked.environment}`),
    match: {
      identity: asked.identity,
      action: asked.action,
      environment: asked.environment,
      resource: asked.resource,
    },
    route: {
      ...Object.fromEntries(
        Map.groupBy(rule.routes, ({ platform }) => platform)
          .entries()
          .map(([platform, routes]) => [platform, routes.map(({ channel }) => channel)]),
      ),
      ...(rule.fallbacks && { fallback: rule.fallbacks }),
    },
    stages: rule.stages.map(({ name, quorum, groups }) => ({ name, quorum, groups })),
    expires: formatDuration(rule.expiresInMs),
  };
  return stringify([suggested], { aliasDuplicateObjects: false });
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
  let name = wanted;
  for (let count = 2; policy.rules.some((rule) => rule.name === name); count++) {
    name = `${wanted} (${count})`;
  }
  return name;
}
