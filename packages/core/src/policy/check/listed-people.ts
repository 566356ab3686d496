import type { Draft, StageDraft } from '../draft.ts';

/** Undefined where somebody may belong to them who is not listed. */
export function listedPeople(
  names: readonly (string | null)[],
  groups: Draft['groups'],
): Set<string> | undefined {
  const people = new Set<string>();
  for (const name of names) {
    const group = name !== null && Object.hasOwn(groups, name) ? groups[name] : null;
    if (!group || (group.slack ?? []).length + (group.entra ?? []).length > 0) return undefined;
    for (const person of group.people ?? []) people.add(person);
  }
  return people;
}

/** The groups that escalations add to each quorum of a stage. */
export function lateGroups(stage: StageDraft): (string | null)[] {
  return stage.escalate.flatMap((escalation) => escalation?.groups ?? []);
}
