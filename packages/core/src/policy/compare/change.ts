/**
 * What a change does to what may be let through: `stricter` where nothing gets through that did not
 * before, `looser` where all that did still does. Said only where that holds for every request,
 * whatever else the policy says; a shorter time to decide and an easier rejection count as stricter.
 */
export type Effect = 'looser' | 'stricter';

/** One value that differs; one of the sides is left out where there was or is none. */
export type Detail = { what: string; before?: string; after?: string; effect?: Effect };

export type PolicyChange = {
  part: 'rule' | 'group' | 'freeze' | 'policy';
  name: string;
  change: 'added' | 'removed' | 'changed';
  /** Of what changed, what it was and is; of what was added or removed, what it says. */
  details: Detail[];
  /** Of all of it. */
  effect?: Effect;
};

export function opposite(effect: Effect | undefined): Effect | undefined {
  if (effect === undefined) return undefined;
  return effect === 'looser' ? 'stricter' : 'looser';
}

/** Of several changes at once: what all of them do, or nothing that could be said. */
export function shared(effects: readonly (Effect | undefined)[]): Effect | undefined {
  const [first] = effects;
  return effects.every((effect) => effect === first) ? first : undefined;
}

/** With an effect only where there is one. */
export function detail(
  what: string,
  before: string | undefined,
  after: string | undefined,
  effect?: Effect,
): Detail {
  return {
    what,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    ...(effect !== undefined && { effect }),
  };
}
