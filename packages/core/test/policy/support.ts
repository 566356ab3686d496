import { parsePolicy } from '../../src/policy/parse.ts';
import type { KnownNames } from '../../src/policy/parse.ts';
import type { YamlFault } from '../../src/yaml/fault.ts';
import type { Policy } from '../../src/policy/policy.ts';

export const names: KnownNames = { webhooks: ['deploy-hook'], people: ['ada', 'grace'] };

export const document = `version: 1
groups:
  release-approvers: { slack: [S0RELEASE], people: [ada] }
  owners: { people: [ada, grace] }
rules:
  - name: production deploys
    match: { identity: ci-*, action: [deploy, rollback], environment: production, resource: payments-* }
    route: { slack: [C0RELEASES] }
    stages:
      - { name: release, quorum: 1, groups: [release-approvers] }
      - { name: owners, quorum: 2, groups: [owners] }
    expires: 15m
    bindings: { approved: [{ webhook: deploy-hook }] }
  - name: staging deploys
    match: { action: deploy, environment: staging }
    route: { slack: [C0STAGING] }
    stages: [{ name: any, quorum: 1, groups: [owners] }]
`;

export function policyOf(text: string): Policy {
  const result = parsePolicy(text, names);
  if (!result.ok) throw new Error(result.faults.map((fault) => fault.message).join('\n'));
  return result.policy;
}

export function faultsOf(text: string): YamlFault[] {
  const result = parsePolicy(text, names);
  return result.ok ? [] : result.faults;
}

/** The sample document with one piece replaced. */
export function edited(piece: string, replacement: string): string {
  if (!document.includes(piece)) throw new Error(`The sample has no ${piece}`);
  return document.replace(piece, () => replacement);
}
