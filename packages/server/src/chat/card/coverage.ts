import type { Submission } from '@countersign/core/wire/submission';
import { listOf } from './words.ts';

export const NOTHING_NAMED = 'No commit, command, diff or artifact is named.';

/**
 * What alone an approval is bound to where the change names nothing that will run: `An approval covers
 * only the action, the resource and the environment: no commit, … is named.` Null where it names some.
 */
export function coverageText({ parameters = {}, change = {} }: Submission): string | null {
  const { commit, command = [], diff, artifacts = [], repository } = change;
  if (commit || command.length > 0 || diff || artifacts.length > 0) return null;
  const covered = [
    'the action',
    'the resource',
    'the environment',
    ...(repository ? ['the repository'] : []),
    ...(Object.keys(parameters).length > 0 ? ['the parameters'] : []),
  ];
  const nothing = NOTHING_NAMED.replace('No', 'no');
  return `An approval covers only ${listOf(covered, covered.length)}: ${nothing}`;
}
