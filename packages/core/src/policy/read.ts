import type { YamlFault } from '../yaml/fault.ts';
import { unbundlePolicy } from './bundle.ts';
import { readIncluded } from './include.ts';
import { normalise } from './normalise.ts';
import type { Languages } from './languages.ts';
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
  /** The chat platforms that the service is on. */
  platforms?: readonly string[];
  /** The systems that grants may open. */
  targets?: readonly string[];
  /** What the service itself is called, which is never a grant's audience. */
  ownAudiences?: readonly string[];
};

/** With the `file` that it is in, unless that is the document itself. */
export type PolicyFault = YamlFault & { file?: string };

export type PolicyResult = { ok: true; policy: Policy } | { ok: false; faults: PolicyFault[] };

/** Texts of the files that a document includes, by the names it includes them by. */
export type PolicyFiles = ReadonlyMap<string, string>;

/**
 * Reads a policy document with the files that it includes; never throws. A document with any fault
 * is refused whole, with all faults in the order of the text, those of files after its own. Where
 * nothing is `known`, any name of the deployment is taken. The format: docs/guides/policy.md.
 */
export function readPolicy(
  text: string,
  known: KnownNames | null,
  files: PolicyFiles | undefined,
  languages: Languages,
): PolicyResult {
  const bundle = files ? { text, files } : unbundlePolicy(text);
  return read(bundle.text, bundle.files, known ? setsOf(known) : anyName, languages);
}

function setsOf(known: KnownNames): KnownSets {
  return {
    webhooks: new Set(known.webhooks),
    people: known.people && new Set(known.people),
    fallbacks: known.fallbacks && new Set(known.fallbacks),
    channels: known.channels && new Set(known.channels),
    platforms: known.platforms && new Set(known.platforms),
    targets: known.targets && new Set(known.targets),
    ownAudiences: known.ownAudiences,
  };
}

const anyName: KnownSets = {
  webhooks: undefined,
  people: undefined,
  fallbacks: undefined,
  channels: undefined,
  platforms: undefined,
  targets: undefined,
  ownAudiences: undefined,
};

function read(
  text: string,
  files: PolicyFiles,
  known: KnownSets,
  languages: Languages,
): PolicyResult {
  const { calendar, conditions } = languages;
  const names = { ...known, calendar, compile: compileOnce(conditions) };
  const main = readPart(
    text,
    (groups, { zone }) => documentShape({ ...names, groups }, zone ?? undefined),
    { groups: {}, taken: { groups: new Map(), rules: new Map() }, resources: undefined },
  );
  const included = readIncluded(main, files, names);
  const faults = [...[...main.faults, ...included.refused].sort(byPlace), ...included.faults];
  if (!main.written || faults.length > 0) return { ok: false, faults };
  const policy = normalise(main.written, included.files, { ...languages, compile: names.compile });
  return { ok: true, policy };
}
