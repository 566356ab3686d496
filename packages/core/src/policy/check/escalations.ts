import { quote } from '../../text/quote.ts';
import type { Finding } from '../../yaml/fault.ts';
import type { Draft, StageDraft } from '../draft.ts';

/**
 * Escalations to groups that have a part in the stage already: they would fill other quorums than
 * their own, and what was voted before could be enough without anybody's word.
 */
export function escalations({ rules }: Draft): Finding[] {
  return rules.flatMap((rule, ruleAt) =>
    (rule?.stages ?? []).flatMap((stage, stageAt) => {
      if (!stage) return [];
      const named = groupsOf(stage);
      return stage.escalate.flatMap((step, stepAt) =>
        (step?.groups ?? []).flatMap((group, at): Finding[] => {
          if (group === null || !named.has(group)) return [];
          return [
            {
              path: ['rules', ruleAt, 'stages', stageAt, 'escalate', stepAt, 'groups', at],
              message: `The group ${quote(group)} has a part in this stage already.`,
              hint: 'Escalate to people who have none: name another group.',
            },
          ];
        }),
      );
    }),
  );
}

function groupsOf(stage: StageDraft): Set<string | null> {
  const quorums = [stage, ...stage.all, ...stage.any];
  const veto = stage.reject?.veto ?? [];
  return new Set([...quorums.flatMap((quorum) => quorum?.groups ?? []), ...veto]);
}
