import type { PolicyFacts } from '@countersign/core/policy/facts';
import type { Group } from '@countersign/core/policy/plan';
import type { Verdict } from '@countersign/core/policy/verdict';

/** The policy in force, and the versions that earlier requests were judged by. */
export interface PolicyBook {
  version(): string;
  /** IANA time zone of the facts about time. */
  zone: string;
  /** The facts that conditions read, such as `history.approvalsLastDay`. */
  needs: ReadonlySet<string>;
  evaluate(facts: PolicyFacts): Verdict;
  /** The groups of a policy version, by name; a name that it lacks is left out. */
  groups(version: string, names: string[]): Promise<Group[]>;
}
