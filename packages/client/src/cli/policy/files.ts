import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { ConditionFacts } from '@countersign/core/policy/conditions/facts';
import type { KnownNames, PolicyFault, PolicyResult } from '@countersign/core/policy/parse';
import type { Policy } from '@countersign/core/policy/policy';
import { decodeYaml } from '@countersign/core/yaml/decode';
import type { Decoded } from '@countersign/core/yaml/decode';
import { isObject } from '../../sdk/view.ts';
import { UsageError } from '../exit.ts';
import { faultLine } from './faults.ts';
import type { Tools } from './tools.ts';

/** A document that does not hold, where only one that holds is of use. */
export class FaultyDocument extends Error {
  readonly lines: string[];
  constructor(path: string, lines: string[]) {
    super(`${path} has ${lines.length === 1 ? 'a fault' : `${lines.length} faults`}.`);
    this.lines = lines;
  }
}

/** A policy with the files beside it that it includes. Each fault names its file as a path from here. */
export async function readPolicy(
  path: string,
  names: KnownNames | null,
  { tools, cwd }: { tools: Tools; cwd: string },
): Promise<PolicyResult> {
  const main = await decode(path, cwd);
  if (main.text === null) return { ok: false, faults: [placed(path, main.fault)] };
  const { text } = main;
  const { files, faults } = await readIncluded(tools.includesOf(text), resolve(cwd, dirname(path)));
  if (faults.length > 0) return { ok: false, faults: faults.map((fault) => placed(path, fault)) };
  const read = names ? tools.parsePolicy(text, names, files) : tools.rereadPolicy(text, files);
  if (read.ok) return read;
  return { ok: false, faults: read.faults.map((fault) => placed(path, fault)) };
}

/** What can't be opened is missing, which is a fault of the line that names it. */
async function readIncluded(names: readonly string[], folder: string) {
  const files = new Map<string, string>();
  const faults: PolicyFault[] = [];
  for (const file of names) {
    const bytes = await readFile(resolve(folder, file)).catch(() => null);
    if (!bytes) continue;
    const included = decodeYaml(bytes);
    if (included.text === null) faults.push({ ...included.fault, file });
    else files.set(file, included.text);
  }
  return { files, faults };
}

/** As {@link readPolicy}; throws {@link FaultyDocument}. */
export async function readSound(
  path: string,
  at: { tools: Tools; cwd: string },
  names: KnownNames | null = null,
): Promise<Policy> {
  const read = await readPolicy(path, names, at);
  if (read.ok) return read.policy;
  throw new FaultyDocument(path, read.faults.map(faultLine));
}

function placed(path: string, { file, ...fault }: PolicyFault): PolicyFault {
  if (file === undefined || isAbsolute(file)) return { ...fault, file: file ?? path };
  return { ...fault, file: join(dirname(path), file) };
}

/** Throws {@link FaultyDocument} for what is not UTF-8. */
export async function readText(path: string, cwd: string): Promise<string> {
  const decoded = await decode(path, cwd);
  if (decoded.text !== null) return decoded.text;
  throw new FaultyDocument(path, [faultLine({ ...decoded.fault, file: path })]);
}

/** Throws {@link UsageError}: a path that leads nowhere is a slip of the command line. */
async function decode(path: string, cwd: string): Promise<Decoded> {
  try {
    return decodeYaml(await readFile(resolve(cwd, path)));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const why = code === 'ENOENT' ? 'There is no file' : 'Cannot read';
    throw new UsageError(`${why} ${path}.`, { cause: error });
  }
}

export type Configured = {
  names: KnownNames;
  policy: string | undefined;
  /** What conditions may read of the identities that are written there, by id. */
  identities: ReadonlyMap<string, NonNullable<ConditionFacts['identity']>>;
};

/**
 * The names that a service's configuration gives its policy, its identities, and the path of that
 * policy. All else in it is the service's matter: `countersign-server check` reads it.
 */
export async function readConfig(
  path: string,
  { tools, cwd }: { tools: Tools; cwd: string },
): Promise<Configured> {
  const read = tools.readYaml(await readText(path, cwd));
  if (!read.ok) {
    throw new FaultyDocument(
      path,
      read.faults.map((fault) => faultLine({ ...fault, file: path })),
    );
  }
  const config = isObject(read.source.value) ? read.source.value : {};
  const { policy } = config;
  return {
    names: {
      webhooks: textsOf(config['webhooks'], 'name'),
      people: textsOf(config['people'], 'id'),
      fallbacks: textsOf(config['fallbacks'], 'name'),
    },
    policy: typeof policy === 'string' ? join(dirname(path), policy) : undefined,
    identities: identitiesOf(config['identities']),
  };
}

function identitiesOf(list: unknown): Configured['identities'] {
  const items: unknown[] = Array.isArray(list) ? list : [];
  return new Map(
    items.flatMap((item) => {
      if (!isObject(item) || typeof item['id'] !== 'string') return [];
      const { id, owner, labels, oidc } = item;
      return [
        [
          id,
          {
            owner: typeof owner === 'string' ? owner : '',
            labels: isObject(labels) ? textValues(labels) : {},
            // One without tokens has keys alone, which claim nothing.
            ...(!Array.isArray(oidc) && { proof: 'api-key', claims: {} }),
          },
        ] as const,
      ];
    }),
  );
}

function textValues(of: object): { [key: string]: string } {
  return Object.fromEntries(
    Object.entries(of).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
  );
}

function textsOf(list: unknown, key: string): string[] {
  const items: unknown[] = Array.isArray(list) ? list : [];
  return items
    .map((item) => (isObject(item) ? item[key] : undefined))
    .filter((text) => typeof text === 'string');
}
