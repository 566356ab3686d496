import type { Finding, Path } from '../../yaml/fault.ts';
import type { Draft } from '../draft.ts';
import { formatDuration, parseDuration } from '../duration.ts';
import { DEFAULT_EXPIRES } from '../normalise.ts';

/** Reminders and escalations of a time at which the request is no longer open. */
export function tooLate({ rules }: Draft): Finding[] {
  return rules.flatMap((rule, ruleAt) => {
    const expires = parseDuration(rule?.expires ?? DEFAULT_EXPIRES);
    if (!rule || expires === undefined) return [];
    return rule.stages.flatMap((stage, stageAt) => {
      const path = ['rules', ruleAt, 'stages', stageAt];
      const times: [Path, string | null | undefined][] = [
        ...(stage?.remind ?? []).map((after, at): [Path, string | null] => [['remind', at], after]),
        ...(stage?.escalate ?? []).map((step, at): [Path, string | null | undefined] => [
          ['escalate', at, 'after'],
          step?.after,
        ]),
      ];
      return times.flatMap(([where, after]) => {
        const ms = after == null ? undefined : parseDuration(after);
        if (ms === undefined || ms < expires) return [];
        const message = `This never happens: the request expires after ${formatDuration(expires)}.`;
        return [{ path: [...path, ...where], message }];
      });
    });
  });
}
