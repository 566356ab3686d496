import type { Group } from '@countersign/core/policy/plan';
import type { Verdict } from '@countersign/core/policy/verdict';

/** The policy in force, and the versions that earlier requests were judged by. */
export interface PolicyBook {
  version(): string;
  evaluate(asked: {
    identity: string;
    action: string;
    resource: string;
    environment: string;
  }): Verdict;
  /** The groups of a policy version, by name; a name that it lacks is left out. */
  groups(version: string, names: string[]): Promise<Group[]>;
}
