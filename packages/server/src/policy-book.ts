import { evaluate } from '@countersign/core/policy/evaluate';
import { keptGroups } from '@countersign/core/policy/kept-groups';
import { needs } from '@countersign/core/policy/needs';
import type { Group } from '@countersign/core/policy/plan';
import { groupsOf, type Policy } from '@countersign/core/policy/policy';
import type { PolicyBook } from './ports/policy.ts';
import type { Store } from './ports/store.ts';

/** The policy in force, kept in the store so that open requests can be judged by it after the next one. */
export async function openPolicyBook(
  store: Store,
  loaded: { text: string; policy: Policy },
  now: number,
): Promise<PolicyBook> {
  const { text, policy } = loaded;
  await store.policies.save({ version: policy.version, text, at: now });
  const known = new Map<string, Group[]>([[policy.version, policy.groups]]);

  async function byVersion(version: string): Promise<Group[] | null> {
    const found = known.get(version);
    if (found) return found;
    const kept = await store.policies.get(version);
    if (!kept) return null;
    const groups = keptGroups(kept.text);
    known.set(version, groups);
    return groups;
  }

  return {
    version: () => policy.version,
    zone: policy.zone,
    needs: needs(policy),
    evaluate: (facts) => evaluate(policy, facts),
    // A version that nobody can read any more has no groups: nobody may vote by it.
    groups: async (version, names) => {
      const groups = (await byVersion(version)) ?? [];
      return groupsOf({ groups }, names);
    },
  };
}
