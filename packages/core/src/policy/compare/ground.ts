import type { Policy } from '../policy.ts';

/** What both policies must have in common for some effects to be sure. */
export type Ground = {
  /**
   * Nobody is kept out of a stage for having voted in an earlier one. Otherwise a stage that two
   * rules come to share asks fewer people than two stages did.
   */
  stagesAreAlone: boolean;
  /** What is held may be asked for during a freeze, and what is allowed is refused. */
  nothingIsHeld: boolean;
  /** Groups that let people approve, and do nothing else anywhere. */
  onlyApproves: (group: string) => boolean;
};

export function groundOf(...policies: readonly Policy[]): Ground {
  const rules = policies.flatMap((policy) => policy.rules);
  return {
    stagesAreAlone: !rules.some(({ separation }) => separation.earlierVoters),
    nothingIsHeld: !policies.some(({ freezes }) => freezes.some(({ during }) => during === 'hold')),
    onlyApproves: (group) =>
      rules.every(({ outcome }) => {
        if (outcome.kind !== 'ask') return true;
        const approving = outcome.stages.flatMap(({ quorums, escalations }) =>
          [...quorums, ...escalations].flatMap(({ groups }) => groups),
        );
        return mentions(outcome, group) === approving.filter((name) => name === group).length;
      }),
  };
}

// A veto, and whatever else will name groups one day, is found without being known here.
function mentions(value: unknown, text: string): number {
  if (value === text) return 1;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, of]) => sum + (key === 'name' || key === 'when' ? 0 : mentions(of, text)),
    0,
  );
}
