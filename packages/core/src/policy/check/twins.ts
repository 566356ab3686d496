import type { Finding, Path } from '../../yaml/fault.ts';
import type { Draft } from '../draft.ts';
import { quote } from '../../text/quote.ts';
import type { Surroundings } from './check.ts';

export function twins({ groups, rules, freezes }: Draft, taken: Surroundings['taken']): Finding[] {
  return [
    ...Object.keys(groups).flatMap((name): Finding[] => {
      const message = takenBefore('group', name, taken.groups);
      return message === undefined ? [] : [{ path: ['groups', name], at: 'key', message }];
    }),
    ...twinsAmong(freezes, 'freeze', ['freezes']),
    ...twinsAmong(rules, 'rule', ['rules'], taken.rules),
    ...rules.flatMap((rule, at) =>
      twinsAmong(rule?.stages ?? [], 'stage', ['rules', at, 'stages']),
    ),
  ];
}

function twinsAmong(
  parts: ({ name: string | null } | null)[],
  what: string,
  path: Path,
  before: ReadonlyMap<string, string | null> = new Map(),
): Finding[] {
  const seen = new Set<string>();
  return parts.flatMap((part, at) => {
    const name = part?.name ?? null;
    if (name === null) return [];
    const here = seen.has(name)
      ? `There is a ${what} ${quote(name)} already. Give each ${what} a name of its own.`
      : undefined;
    seen.add(name);
    const message = here ?? takenBefore(what, name, before);
    return message === undefined ? [] : [{ path: [...path, at, 'name'], message }];
  });
}

function takenBefore(
  what: string,
  name: string,
  before: ReadonlyMap<string, string | null>,
): string | undefined {
  const file = before.get(name);
  if (file === undefined) return undefined;
  const where = file === null ? 'the document that includes this file' : quote(file);
  return `There is a ${what} ${quote(name)} in ${where} already. Give each ${what} a name of its own.`;
}
