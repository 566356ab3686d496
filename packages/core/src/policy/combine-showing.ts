import type { Showing } from './plan.ts';
import type { Rule } from './policy.ts';

/** The most careful of the rules; nobody is mentioned only where none of them wants it. */
export function combineShowing(rules: readonly Rule[]): { showing: Showing } | undefined {
  const all = rules.map(({ outcome }) => (outcome.kind === 'ask' ? outcome.showing : undefined));
  return showingOf({
    inPrivate: all.some((one) => one?.inPrivate),
    restricted: all.some((one) => one?.sensitivity === 'restricted'),
    silent: all.length > 0 && all.every((one) => one?.silent),
  });
}

type Asked = { inPrivate: boolean; restricted: boolean; silent: boolean };

/** Nothing where all is as usual, so that a policy that says nothing of it keeps its version. */
export function showingOf({ inPrivate, restricted, silent }: Asked) {
  if (!inPrivate && !restricted && !silent) return undefined;
  const showing: Showing = {
    ...(inPrivate && { inPrivate }),
    ...(restricted && { sensitivity: 'restricted' }),
    ...(silent && { silent }),
  };
  return { showing };
}
