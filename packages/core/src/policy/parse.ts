import type { Digest } from '../digest.ts';
import { allLanguages } from './all-languages.ts';
import { readPolicy, type KnownNames, type PolicyFiles, type PolicyResult } from './read.ts';

export type { KnownNames, PolicyFault, PolicyFiles, PolicyResult } from './read.ts';

/** Reads a document whatever it is written in, as `readPolicy` does. */
export function parsePolicy(text: string, known: KnownNames, files?: PolicyFiles): PolicyResult {
  return readPolicy(text, known, files ?? new Map(), allLanguages);
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
  return readPolicy(text, null, files, allLanguages);
}
