import type { Digest } from '../digest.ts';
import { check } from './check.ts';
import { draftOf } from './draft.ts';
import type { Finding, YamlFault } from '../yaml/fault.ts';
import { sentence } from '../text/sentence.ts';
import { toFinding } from '../yaml/finding.ts';
import { normalise } from './normalise.ts';
import type { Policy } from './policy.ts';
import { documentShape, type Names } from './shape.ts';
import { readYaml } from '../yaml/yaml.ts';

/** Names that the deployment has; of `people` and `fallbacks` any is taken where they are left out. */
export type KnownNames = {
  webhooks: readonly string[];
  people?: readonly string[];
  fallbacks?: readonly string[];
};

export type PolicyResult = { ok: true; policy: Policy } | { ok: false; faults: YamlFault[] };

/**
 * Reads a policy document; never throws. A document with any fault is refused whole, with all its
 * faults, in the order of the text. The format: docs/guides/policy.md.
 */
export function parsePolicy(text: string, known: KnownNames): PolicyResult {
  return parse(text, {
    webhooks: new Set(known.webhooks),
    people: known.people && new Set(known.people),
    fallbacks: known.fallbacks && new Set(known.fallbacks),
  });
}

/**
 * Digest of what the document says: comments, order of keys, quoting and layout don't count.
 * Undefined for a text that is not a policy; names of webhooks, people and fallbacks may be any.
 */
export function policyVersion(text: string): Digest | undefined {
  const result = parse(text, anyName);
  return result.ok ? result.policy.version : undefined;
}

/**
 * Reads a document that held when it was loaded, to judge by it again: the webhooks, people and
 * fallbacks it names may have left the deployment since.
 */
export function rereadPolicy(text: string): PolicyResult {
  return parse(text, anyName);
}

type NameSets = Omit<Names, 'groups'>;

const anyName: NameSets = { webhooks: undefined, people: undefined, fallbacks: undefined };

function parse(text: string, known: NameSets): PolicyResult {
  const read = readYaml(text);
  if (!read.ok) return read;
  const { value, faults, locate } = read.source;
  const draft = draftOf(value);
  const shape = documentShape({ ...known, groups: new Set(Object.keys(draft.groups)) });
  const parsed = shape.safeParse(value, { error: sentence });
  const findings: Finding[] = [...(parsed.error?.issues.map(toFinding) ?? []), ...check(draft)];
  const all = [...faults, ...findings.map(locate)];
  if (parsed.success && all.length === 0) return { ok: true, policy: normalise(parsed.data) };
  return { ok: false, faults: all.sort((a, b) => a.line - b.line || a.column - b.column) };
}
