import type { Finding } from '../../yaml/fault.ts';
import type { Draft } from '../draft.ts';
import type { Glob } from '../glob.ts';
import { apart } from './apart.ts';
import { apartTogether } from './apart-together.ts';
import { escalations } from './escalations.ts';
import { idleFreezes } from './idle-freezes.ts';
import { outOfReach } from './out-of-reach.ts';
import { tooLate } from './too-late.ts';
import { twins } from './twins.ts';
import { overruled } from './overruled.ts';
import { unowned } from './unowned.ts';

/** What a document or a file of it stands among. */
export type Surroundings = {
  /** The groups that it may use, its own among them. */
  groups: Draft['groups'];
  /** Names that were taken before, and by which file; null for the document. */
  taken: { groups: Map<string, string | null>; rules: Map<string, string | null> };
  /** What an included file owns; undefined for the document, which owns everything. */
  resources: Glob[] | undefined;
};

/** What no single part of the document shows to be wrong. */
export function check(draft: Draft, around: Surroundings): Finding[] {
  const kept = apart(draft, around.groups);
  return [
    ...twins(draft, around.taken),
    ...outOfReach(draft, around.groups),
    ...kept,
    ...apartTogether(
      draft,
      around.groups,
      kept.map(({ path }) => path[1]),
    ),
    ...escalations(draft),
    ...tooLate(draft),
    ...overruled(draft),
    ...idleFreezes(draft),
    ...(around.resources ? unowned(draft, around.resources) : []),
  ];
}
