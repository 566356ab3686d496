import { evaluate } from '@countersign/core/policy/evaluate';
import { needs } from '@countersign/core/policy/needs';
import { languagesOf } from '@countersign/core/policy/languages-of';
import { readPolicy } from '@countersign/core/policy/read';
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
  const known = new Map<string, Policy>([[policy.version, policy]]);

  async function byVersion(version: string): Promise<Policy | null> {
    const found = known.get(version);
    if (found) return found;
    const kept = await store.policies.get(version);
    const reread = kept && readPolicy(kept.text, null, undefined, await languagesOf(kept.text));
    if (!reread?.ok) return null;
    known.set(version, reread.policy);
    return reread.policy;
  }

  return {
    version: () => policy.version,
    zone: policy.zone,
    needs: needs(policy),
    evaluate: (facts) => evaluate(policy, facts),
    // A version that nobody can read any more has no groups: nobody may vote by it.
    groups: async (version, names) => {
      const found = await byVersion(version);
      return found ? groupsOf(found, names) : [];
    },
  };
}
