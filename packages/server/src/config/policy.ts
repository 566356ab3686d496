import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { bundlePolicy } from '@countersign/core/policy/bundle';
import { includesOf } from '@countersign/core/policy/includes';
import { languagesOf } from '@countersign/core/policy/languages-of';
import type { Policy } from '@countersign/core/policy/policy';
import { readPolicy, type KnownNames, type PolicyFault } from '@countersign/core/policy/read';

export type LoadedPolicy = { text: string; policy: Policy };

/**
 * Reads a policy with the files that it includes, which lie beside it; `text` is all of it in one.
 * Without `known` any name of a webhook, a person or a fallback is taken. Throws where the document
 * itself can't be read.
 */
export async function loadPolicy(
  path: string,
  known: KnownNames | null,
): Promise<{ loaded: LoadedPolicy } | { loaded: null; faults: PolicyFault[] }> {
  const text = readFileSync(path, 'utf8');
  const files = readIncluded(path, text);
  const parsed = readPolicy(text, known, files, await languagesOf(text, files));
  if (!parsed.ok) return { loaded: null, faults: parsed.faults };
  return { loaded: { text: bundlePolicy(text, files), policy: parsed.policy } };
}

/** What can't be read is missing, and a fault of the line that names it. */
function readIncluded(path: string, text: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const name of includesOf(text)) {
    try {
      files.set(name, readFileSync(resolve(dirname(path), name), 'utf8'));
    } catch {
      continue;
    }
  }
  return files;
}
