import type { Digest } from '../digest.ts';
import type { YamlFault } from '../yaml/fault.ts';
import { unbundlePolicy } from './bundle.ts';
import { readIncluded } from './include.ts';
import { normalise } from './normalise.ts';
import { byPlace, compileOnce, readPart } from './part.ts';
import type { Policy } from './policy.ts';
import { documentShape } from './shape/document.ts';
import type { KnownSets } from './shape/names.ts';

/** Names that the deployment has; any is taken of those that are left out. */
export type KnownNames = {
  webhooks: readonly string[];
  people?: readonly string[];
  fallbacks?: readonly string[];
  /** The channels that may be used, by id. */
  channels?: readonly string[];
};

/** With the `file` that it is in, unless that is the document itself. */
export type PolicyFault = YamlFault & { file?: string };

export type PolicyResult = { ok: true; policy: Policy } | { ok: false; faults: PolicyFault[] };

/** Texts of the files that a document includes, by the names it includes them by. */
export type PolicyFiles = ReadonlyMap<string, string>;

/**
 * Reads a policy document with the files that it includes; never throws. A document with any fault
 * is refused whole, with all faults in the order of the text, those of files after its own. The
 * format: docs/guides/policy.md.
 */
export function parsePolicy(text: string, known: KnownNames, files?: PolicyFiles): PolicyResult {
  const sets = {
    webhooks: new Set(known.webhooks),
    people: known.people && new Set(known.people),
    fallbacks: known.fallbacks && new Set(known.fallbacks),
    channels: known.channels && new Set(known.channels),
  };
  return parse(text, files, sets);
}

/**
 * Digest of what the document and its files say: comments, order of keys, quoting and layout don't
 * count. Undefined for a text that is not a policy; names of webhooks, people and fallbacks may be any.
 */
export function policyVersion(text: string, files?: PolicyFiles): Digest | undefined {
  const result = rereadPolicy(text, files);
  return result.ok ? result.policy.version : undefined;
}

/**
 * Reads a document that held when it was loaded, or a bundle of one, to judge by it again: the
 * webhooks, people, fallbacks and channels it names may have left the deployment since.
 */
export function rereadPolicy(text: string, files?: PolicyFiles): PolicyResult {
  const bundle = files ? { text, files } : unbundlePolicy(text);
  return parse(bundle.text, bundle.files, anyName);
}

const anyName: KnownSets = {
  webhooks: undefined,
  people: undefined,
  fallbacks: undefined,
  channels: undefined,
};

function parse(text: string, files: PolicyFiles = new Map(), known: KnownSets): PolicyResult {
  const names = { ...known, compile: compileOnce() };
  const main = readPart(
    text,
    (groups, { zone }) => documentShape({ ...names, groups }, zone ?? undefined),
    { groups: {}, taken: { groups: new Map(), rules: new Map() }, resources: undefined },
  );
  const included = readIncluded(main, files, names);
  const faults = [...[...main.faults, ...included.refused].sort(byPlace), ...included.faults];
  if (!main.written || faults.length > 0) return { ok: false, faults };
  return { ok: true, policy: normalise(main.written, included.files, names.compile) };
}
