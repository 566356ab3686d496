import { whatIsAsked } from '../combine-stages.ts';
import type { ConditionalStage, Policy } from '../policy.ts';

/** What both policies must have in common for some effects to be sure. */
export type Ground = {
  /**
   * Nobody is kept out of a stage for having voted in an earlier one. Otherwise a stage that two
   * rules come to share asks fewer people than two stages did.
   */
  stagesAreAlone: boolean;
  /** What is held may be asked for during a freeze, and what is allowed is refused. */
  nothingIsHeld: boolean;
  /** No rule allows only so often: what comes to be asked is free of such a limit. */
  nothingIsLimited: boolean;
  /**
   * Whoever asks the same as this stage has the same rejection and the same stand-ins. Otherwise a
   * stage that comes, goes or changes takes what is stricter about it to others, or from them.
   */
  isEndedAlike: (stage: ConditionalStage) => boolean;
  /** Groups that let people approve, and do nothing else anywhere. */
  onlyApproves: (group: string) => boolean;
};

export function groundOf(...policies: readonly Policy[]): Ground {
  const rules = policies.flatMap((policy) => policy.rules);
  const ways = waysToEnd(
    rules.flatMap(({ outcome }) => ('stages' in outcome ? outcome.stages : [])),
  );
  return {
    stagesAreAlone: !rules.some(({ separation }) => separation.earlierVoters),
    nothingIsHeld: !policies.some(({ freezes }) => freezes.some(({ during }) => during === 'hold')),
    nothingIsLimited: rules.every(({ outcome }) => outcome.kind !== 'allow' || !outcome.limit),
    isEndedAlike: (stage) => ways.get(whatIsAsked(stage))?.size === 1,
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

function waysToEnd(stages: readonly ConditionalStage[]): Map<string, Set<string>> {
  const ways = new Map<string, Set<string>>();
  for (const stage of stages) {
    const { rejection, delegation } = stage;
    const way = JSON.stringify([rejection.quorum, rejection.veto.toSorted(), delegation]);
    const what = whatIsAsked(stage);
    ways.set(what, (ways.get(what) ?? new Set()).add(way));
  }
  return ways;
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
