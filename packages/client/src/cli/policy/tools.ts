import { readFile } from 'node:fs/promises';
import type { ReadFreezes } from '@countersign/core/log/story-freezes';

/** A library that reads policies is not installed here; the message says how it gets here. */
export class ToolsMissing extends Error {}

export type Tools = Awaited<ReturnType<typeof load>>;

/**
 * What reads and judges a policy, the same as the service's. Loaded by policy commands alone, as its
 * libraries weigh more than the rest of the client: whoever only asks does not have them.
 */
export async function loadTools(): Promise<Tools> {
  try {
    return await load();
  } catch (error) {
    if (!isMissing(error)) throw error;
    const line = `npm install --save-dev --save-exact ${(await libraries()).join(' ')}`;
    throw new ToolsMissing(
      `Policies are read with libraries that are not installed beside the client, since jobs that only ask do without them. Install them once: ${line}`,
      { cause: error },
    );
  }
}

async function load() {
  const modules = await Promise.all([
    import('@countersign/core/policy/parse'),
    import('@countersign/core/policy/includes'),
    import('@countersign/core/yaml/yaml'),
    import('@countersign/core/policy/evaluate'),
    import('@countersign/core/policy/cases/read'),
    import('@countersign/core/policy/cases/run'),
    import('@countersign/core/policy/cases/facts'),
    import('@countersign/core/policy/cases/coverage'),
    import('@countersign/core/policy/cases/askable'),
    import('@countersign/core/policy/compare/compare'),
    import('@countersign/core/policy/replay/in-order'),
    import('@countersign/core/policy/replay/summary'),
    import('@countersign/core/policy/replay/history'),
    import('@countersign/core/policy/needs'),
  ]);
  const [parse, includes, yaml, judging, read, run, facts, coverage, asked, compare, ...replay] =
    modules;
  const [replaying, summary, history, needing] = replay;
  return {
    ...parse,
    ...includes,
    ...yaml,
    ...judging,
    ...read,
    ...run,
    ...facts,
    ...coverage,
    ...asked,
    ...compare,
    ...replaying,
    ...summary,
    ...history,
    ...needing,
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
}

/** What reads freezes; undefined where its libraries are not installed. */
export async function loadCalendar(): Promise<ReadFreezes | undefined> {
  try {
    return (await import('@countersign/core/request/freeze')).freezeCheck;
  } catch (error) {
    if (!isMissing(error)) throw error;
    return undefined;
  }
}

/** `zod@4.6.7` and the others, as the core names them. */
async function libraries(): Promise<string[]> {
  const inCore = import.meta.resolve('@countersign/core/policy/duration');
  const manifest = new URL('../../package.json', inCore);
  const { peerDependencies } = JSON.parse(await readFile(manifest, 'utf8')) as {
    peerDependencies: Record<string, string>;
  };
  return Object.entries(peerDependencies).map(([name, version]) => `${name}@${version}`);
}
