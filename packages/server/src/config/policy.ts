import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { bundlePolicy } from '@countersign/core/policy/bundle';
import { includesOf } from '@countersign/core/policy/includes';
import { languagesOf } from '@countersign/core/policy/languages-of';
import type { Policy } from '@countersign/core/policy/policy';
import { readPolicy, type KnownNames, type PolicyFault } from '@countersign/core/policy/read';
import { decodeYaml } from '@countersign/core/yaml/decode';

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
  const main = decodeYaml(readFileSync(path));
  if (main.text === null) return { loaded: null, faults: [main.fault] };
  const { text } = main;
  const { files, faults } = readIncluded(path, text);
  if (faults.length > 0) return { loaded: null, faults };
  const parsed = readPolicy(text, known, files, await languagesOf(text, files));
  if (!parsed.ok) return { loaded: null, faults: parsed.faults };
  return { loaded: { text: bundlePolicy(text, files), policy: parsed.policy } };
}

/** What can't be opened is missing, and a fault of the line that names it. */
function readIncluded(path: string, text: string) {
  const files = new Map<string, string>();
  const faults: PolicyFault[] = [];
  for (const file of includesOf(text)) {
    const bytes = bytesOf(resolve(dirname(path), file));
    if (!bytes) continue;
    const included = decodeYaml(bytes);
    if (included.text === null) faults.push({ ...included.fault, file });
    else files.set(file, included.text);
  }
  return { files, faults };
}

function bytesOf(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
