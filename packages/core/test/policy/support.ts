import { parsePolicy } from '../../src/policy/parse.ts';
import type { KnownNames } from '../../src/policy/parse.ts';
import type { YamlFault } from '../../src/yaml/fault.ts';
import type { ConditionFacts } from '../../src/policy/conditions/facts.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import type { Asked, PolicyFacts, Verdict } from '../../src/policy/evaluate.ts';
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

export function policyOf(text: string, files?: ReadonlyMap<string, string>): Policy {
  const result = parsePolicy(text, names, files);
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

const NOW = Date.UTC(2026, 10, 23, 12);

/** The facts of a request, judged at noon of a Monday unless told. */
export function factsOf(
  { identity, ...request }: Asked,
  { now = NOW, ...more }: ConditionFacts & { now?: number } = {},
): PolicyFacts {
  return { ...more, identity: { name: identity }, request, time: { now } };
}

export const deploy: Asked = {
  identity: 'ci-payments',
  action: 'deploy',
  environment: 'production',
  resource: 'payments-api',
};

/** A policy of these rules, written as a list under `rules`, and of the groups a, b and c. */
export function rulesOf(rules: string, rest = ''): Policy {
  return policyOf(`version: 1
groups:
  a: { people: [ada] }
  b: { people: [ada, grace] }
  c: { slack: [S0C] }
${rest}rules:
${rules}`);
}

/** A rule that asks one stage of group a, written with these further lines. */
export function askRule(name: string, ...lines: string[]): string {
  const own = lines.some((line) => line.startsWith('stages:'))
    ? []
    : ['stages: [{ name: s, quorum: 1, groups: [a] }]'];
  return ruleText(name, 'route: { slack: [C01] }', ...own, ...lines);
}

export function ruleText(name: string, ...lines: string[]): string {
  return [`  - name: ${name}`, ...lines.map((line) => `    ${line}`), ''].join('\n');
}

export function verdictOf(policy: Policy, facts: PolicyFacts = factsOf(deploy)): Verdict {
  return evaluate(policy, facts);
}

/** The plan of what is asked or allowed. */
export function planOf(verdict: Verdict) {
  if (verdict.outcome === 'refuse') throw new Error(verdict.message);
  return verdict.plan;
}
